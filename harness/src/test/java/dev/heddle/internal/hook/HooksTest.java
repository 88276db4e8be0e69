package dev.heddle.internal.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.heddle.internal.agent.Installation;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hooks cost threads that no loop runs, and what such threads may meet in them. */
class HooksTest {
  /** Fields that say whether anybody asks; all others are functions of the harness. */
  private static final Set<String> SWITCHES = Set.of("on", "keepsOrigins", "carrierType");

  /** These park, or make a set that the JDK makes too. */
  private static final Set<String> DO_MORE = Set.of("park", "unpark", "threads", "exit", "halt");

  private static final List<String> NAMES =
      Stream.of(HookNames.HOOKS, HookNames.POOLS, HookNames.RANDOMNESS, HookNames.FUTURES)
          .map(name -> name.replace('/', '.'))
          .toList();

  private static final int ROUNDS = 20_000;

  @BeforeAll
  static void switchOn() {
    Installation.require();
  }

  static Stream<Class<?>> templates() {
    return Stream.of(Hooks.class, PoolHooks.class, RandomnessHooks.class, FutureHooks.class);
  }

  /** No hook reads a function of the harness before it knows that somebody asks. */
  @ParameterizedTest
  @MethodSource("templates")
  void asksFirstWhetherAnybodyAsks(Class<?> template) throws Exception {
    try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      List<String> unguarded = new ArrayList<>();
      int guarded = 0;
      for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        boolean asked = false;
        for (CodeElement element : method.code().map(c -> c.elementList()).orElse(List.of())) {
          asked |= isQuestion(element);
          if (element instanceof FieldInstruction field
              && !SWITCHES.contains(field.name().stringValue())) {
            guarded++;
            if (!asked) {
              unguarded.add(method.methodName().stringValue());
            }
          }
        }
      }
      assertEquals(List.of(), unguarded);
      assertTrue(guarded > 0);
    }
  }

  private static boolean isQuestion(CodeElement element) {
    return (element instanceof InvokeInstruction call && call.name().equalsString("mayBeInLoop"))
        || (element instanceof FieldInstruction field && field.name().equalsString("on"));
  }

  /** A thread that no loop runs allocates nothing in any hook, and loads no class. */
  @Test
  void costsOthersNothing() throws Throwable {
    List<MethodHandle> calls = new ArrayList<>();
    for (String name : NAMES) {
      for (Method hook : Class.forName(name).getDeclaredMethods()) {
        if (Modifier.isPublic(hook.getModifiers()) && !DO_MORE.contains(hook.getName())) {
          calls.add(bound(hook));
        }
      }
    }
    assertTrue(calls.size() > 35, "hooks: " + calls.size());
    Thread[] other = new Thread[1];
    long[] allocated = new long[1];
    Throwable[] thrown = new Throwable[1];
    other[0] =
        new Thread(
            () -> {
              try {
                synchronized (HooksTest.class) { // for who notifies
                  allocated[0] = allocatedBy(calls);
                }
              } catch (Throwable e) {
                thrown[0] = e;
              }
            });
    other[0].start();
    other[0].join();
    if (thrown[0] != null) {
      throw thrown[0];
    }
    // The methods of this test itself may be compiled meanwhile, which costs some bytes once.
    assertTrue(allocated[0] < ROUNDS, allocated[0] + " bytes in " + ROUNDS + " rounds");
  }

  /** The copies are where every class can see them, and do not hold the harness. */
  @ParameterizedTest
  @MethodSource("templates")
  void hooksAreInTheBootLoader(Class<?> template) throws Exception {
    Class<?> copy = Class.forName("java.lang.Heddle" + template.getSimpleName());
    assertNull(copy.getClassLoader());
    assertTrue(Modifier.isPublic(copy.getModifiers()));
    assertTrue(NAMES.contains(copy.getName()));
    Path file = Path.of("target", "classes", template.getName().replace('.', '/') + ".class");
    for (MethodModel method : ClassFile.of().parse(file).methods()) {
      for (CodeElement element : method.code().orElseThrow()) {
        if (element instanceof InvokeInstruction call) {
          String owner = call.owner().asInternalName();
          assertTrue(!owner.startsWith("dev/") || owner.endsWith("Hooks"), owner);
        }
      }
    }
  }

  private static long allocatedBy(List<MethodHandle> calls) throws Throwable {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(calls, ROUNDS);
    int loaded = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    long before = threads.getCurrentThreadAllocatedBytes();
    run(calls, ROUNDS);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals(loaded, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    return after - before;
  }

  private static void run(List<MethodHandle> calls, int rounds) throws Throwable {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).invokeExact();
      }
    }
  }

  /** A call with arguments that any thread may have; what it returns is dropped. */
  private static MethodHandle bound(Method hook) throws Throwable {
    MethodHandle call = MethodHandles.lookup().unreflect(hook);
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : hook.getParameterTypes()) {
      arguments.add(argument(hook, type));
    }
    MethodHandle with = MethodHandles.insertArguments(call, 0, arguments.toArray());
    return with.asType(MethodType.methodType(void.class));
  }

  private static Object argument(Method hook, Class<?> type) {
    if (type == Object.class) {
      return HooksTest.class;
    }
    if (type == Thread.class) {
      return Thread.ofPlatform().unstarted(() -> {});
    }
    if (type == long.class) {
      return 1L;
    }
    return ARGUMENTS.stream()
        .filter(value -> isOf(type, value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no argument of " + type + " for " + hook));
  }

  private static boolean isOf(Class<?> type, Object value) {
    return MethodType.methodType(type).wrap().returnType().isInstance(value);
  }

  private static final List<Object> ARGUMENTS =
      List.of(
          1,
          true,
          "text",
          new byte[1],
          new Exception(),
          new Object[0],
          new Thread[0],
          new java.util.HashMap<Thread, StackTraceElement[]>(),
          new AtomicInteger(),
          new AtomicLong(),
          ForkJoinPool.commonPool(),
          Executors.newCachedThreadPool(),
          java.util.concurrent.TimeUnit.SECONDS,
          (Runnable) () -> {},
          Runtime.getRuntime(),
          new java.io.FileDescriptor(),
          new java.util.concurrent.FutureTask<>(() -> 1),
          new java.util.Random(),
          new java.security.SecureRandom(),
          java.security.DrbgParameters.nextBytes(-1, false, null));
}
