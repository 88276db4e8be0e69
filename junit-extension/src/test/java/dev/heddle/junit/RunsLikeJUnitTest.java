package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/** Each schedule calls extensions and methods as JUnit itself does for a plain test. */
class RunsLikeJUnitTest {
  private static final String FIRST_CALL = "OnOuter.preConstruct Outer";

  /** What was called, in order, by run. */
  private static final List<List<String>> RUNS = Collections.synchronizedList(new ArrayList<>());

  /** The call that throws; empty: none. */
  private static volatile String thrower = "";

  /** In which runs it does not. */
  private static volatile int spared;

  /** JUnit's thread, if what it does is spared too. */
  private static volatile Thread sparedThread;

  private static void call(String what) {
    tell(what);
    boolean isSpared = RUNS.size() <= spared || Thread.currentThread() == sparedThread;
    if (what.equals(thrower) && !isSpared) {
      throw new IllegalStateException(what);
    }
  }

  private static void tell(String what) {
    if (what.equals(FIRST_CALL)) {
      RUNS.add(Collections.synchronizedList(new ArrayList<>()));
    }
    RUNS.get(RUNS.size() - 1).add(what);
  }

  /** Tells each call, and what it sees of the test. */
  abstract static class Tells
      implements TestInstancePreConstructCallback,
          TestInstancePostProcessor,
          BeforeEachCallback,
          BeforeTestExecutionCallback,
          AfterTestExecutionCallback,
          AfterEachCallback,
          TestInstancePreDestroyCallback,
          ParameterResolver {
    private final Namespace mine = Namespace.create(getClass());

    private String sees(ExtensionContext context) {
      return "of "
          + context.getTestInstances().map(all -> all.getAllInstances().size()).orElse(0)
          + context.getTestInstance().map(it -> " " + name(it.getClass())).orElse("")
          + context
              .getExecutionException()
              .map(e -> " failed by " + name(e.getMessage()))
              .orElse("");
    }

    private static String name(Class<?> type) {
      return name(type.getSimpleName());
    }

    private static String name(String name) {
      return name.replace("Explored", "");
    }

    private void tell(String what, ExtensionContext context) {
      call(getClass().getSimpleName() + "." + what);
      RunsLikeJUnitTest.tell("   " + sees(context));
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
      return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext of, ExtensionContext context) {
      tell("preConstruct " + name(of.getTestClass()), context);
    }

    @Override
    @SuppressWarnings("deprecation") // JUnit 5.14 knows no other
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      tell("postProcess " + name(instance.getClass()), context);
      ExtensionContext.Store store = context.getStore(mine);
      store.put("last", name(instance.getClass()));
      store.put(
          instance.getClass(),
          (ExtensionContext.Store.CloseableResource)
              () -> call(getClass().getSimpleName() + ".close " + name(instance.getClass())));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      tell("beforeEach " + context.getStore(mine).get("last"), context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      tell("beforeTestExecution", context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      tell("afterTestExecution", context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      tell("afterEach", context);
    }

    @Override
    public void preDestroyTestInstance(ExtensionContext context) {
      tell("preDestroy", context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == getClass();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      tell("resolve for " + name(parameter.getDeclaringExecutable().getName()), context);
      return this;
    }
  }

  static class OnOuter extends Tells {}

  static class OnInner extends Tells {}

  static class InField extends Tells {}

  @ExtendWith(OnOuter.class)
  static class Outer {
    @RegisterExtension final InField field = new InField();

    Outer(OnOuter extension) {
      call("new Outer");
    }

    @BeforeEach
    void before() {
      call("before of Outer");
    }

    @AfterEach
    void after(OnOuter extension) {
      call("after of Outer");
    }

    @ExtendWith(OnInner.class)
    @Nested
    class Inner {
      Inner() {
        call("new Inner");
      }

      @BeforeEach
      void before(OnInner extension) {
        call("before of Inner");
      }

      @Test
      void test(OnInner extension) {
        call("test");
      }

      @AfterEach
      void after() {
        call("after of Inner");
      }
    }
  }

  @ExtendWith(OnOuter.class)
  static class OuterExplored {
    @RegisterExtension final InField field = new InField();

    OuterExplored(OnOuter extension) {
      call("new Outer");
    }

    @BeforeEach
    void before() {
      call("before of Outer");
    }

    @AfterEach
    void after(OnOuter extension) {
      call("after of Outer");
    }

    @ExtendWith(OnInner.class)
    @Nested
    class Inner {
      Inner() {
        call("new Inner");
      }

      @BeforeEach
      void before(OnInner extension) {
        call("before of Inner");
      }

      @HeddleTest(schedules = 2)
      void test(OnInner extension) {
        call("test");
      }

      @AfterEach
      void after() {
        call("after of Inner");
      }
    }
  }

  /** The calls of one run, and how it failed. */
  private record Seen(List<String> calls, List<String> failures) {}

  private static String words(Throwable e) {
    if (e.getMessage().equals("Failed to close extension context")) {
      return words(e.getCause()); // JUnit's words around what a value threw as it was closed
    }
    return e.getMessage().replace("Explored", "")
        + Arrays.stream(e.getSuppressed())
            .filter(IllegalStateException.class::isInstance)
            .map(RunsLikeJUnitTest::words)
            .toList();
  }

  private static Seen run(String throwing, Class<?> fixture, int wanted, Thread spares) {
    RUNS.clear();
    thrower = throwing;
    spared = wanted;
    sparedThread = spares;
    List<String> failures =
        Kit.failures(Kit.run(fixture)).stream().map(RunsLikeJUnitTest::words).toList();
    return new Seen(List.copyOf(RUNS.get(wanted)), failures);
  }

  private static Seen byJUnit(String throwing) {
    return run(throwing, Outer.class, 0, null);
  }

  /** The first schedule: what JUnit does once, and what is tried before all, is spared. */
  private static Seen inASchedule(String throwing) {
    return run(throwing, OuterExplored.class, 2, Thread.currentThread());
  }

  @Test
  void passing() {
    Seen byJUnit = byJUnit("");
    assertEquals(List.of(), byJUnit.failures());
    assertTrue(byJUnit.calls().size() > 60, byJUnit::toString);
    assertEquals(byJUnit, inASchedule(""));
  }

  /** Whatever throws, what is called after that is the same, and so is what the test fails with. */
  @Test
  void failing() {
    List<String> calls =
        byJUnit("").calls().stream().filter(call -> !call.startsWith(" ")).distinct().toList();
    assertTrue(calls.size() > 30, calls::toString);
    for (String call : calls) {
      Seen byJUnit = byJUnit(call);
      assertEquals(1, byJUnit.failures().size(), call);
      assertEquals(byJUnit, inASchedule(call), call);
    }
  }
}
