package dev.heddle.internal;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK and the program under test ask {@link Hooks} for the time.
 *
 * <p>Two kinds of edit: calls of {@code System.nanoTime} and {@code currentTimeMillis} are
 * redirected (in the classes of the JDK that wait, and in every class that does not come from the
 * JDK), and a few methods of the JDK get a question at their head. {@link PoolOrder} adds a third.
 */
final class VirtualTimeTransformer implements ClassFileTransformer {
  private static final String HOOKS = HookInstaller.NAME;
  private static final ClassDesc HOOKS_DESC = ClassDesc.ofInternalName(HOOKS);
  private static final ClassDesc VIRTUAL_THREAD = ClassDesc.of("java.lang.VirtualThread");
  private static final ClassDesc EXECUTOR = ClassDesc.of("java.util.concurrent.Executor");

  /** Classes of the JDK whose calls of the clock are redirected; nested classes included. */
  private static final Set<String> TIMED =
      Set.of(
          "java/lang/Thread",
          "java/lang/VirtualThread",
          "java/time/Clock",
          "java/util/Date",
          "java/util/Calendar",
          "java/util/GregorianCalendar",
          "java/util/JapaneseImperialCalendar",
          "java/util/Timer",
          "java/util/TimerTask",
          "java/util/TimerThread",
          "java/util/concurrent/AbstractExecutorService",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/Exchanger",
          "java/util/concurrent/ForkJoinTask",
          "java/util/concurrent/FutureTask",
          "java/util/concurrent/LinkedTransferQueue",
          "java/util/concurrent/Phaser",
          "java/util/concurrent/ScheduledThreadPoolExecutor",
          "java/util/concurrent/SubmissionPublisher",
          "java/util/concurrent/ThreadPerTaskExecutor",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer",
          "java/util/concurrent/locks/LockSupport",
          "java/util/concurrent/locks/StampedLock");

  /** What is put at the head of a method: class, then method name and descriptor. */
  private static final Map<String, Map<String, Consumer<CodeBuilder>>> HEADS =
      Map.of(
          "java/lang/VirtualThread",
          Map.of(
              "schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                  + "Ljava/util/concurrent/Future;",
              VirtualTimeTransformer::askForTimer,
              "parkOnCarrierThread(ZJ)V",
              code -> tell(code, "pinned"),
              "interrupt()V",
              code -> tellOfThread(code, "interrupting")),
          "java/lang/Thread",
          Map.of(
              "sleepNanos(J)V",
              VirtualTimeTransformer::askForSleep,
              "start()V",
              code -> tellOfThread(code, "starting")),
          "java/util/concurrent/ForkJoinPool",
          Map.of(
              "scheduleDelayedTask(Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;)"
                  + "Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;",
              VirtualTimeTransformer::askForDelay),
          "java/lang/Runtime",
          Map.of("exit(I)V", VirtualTimeTransformer::tellExit),
          "java/time/Clock",
          Map.of("currentInstant()Ljava/time/Instant;", VirtualTimeTransformer::askForInstant),
          "java/util/concurrent/locks/LockSupport",
          Map.of(
              "park()V", code -> tell(code, "parking"),
              "park(Ljava/lang/Object;)V", code -> tell(code, "parking"),
              "parkNanos(J)V", code -> tell(code, "parking"),
              "parkNanos(Ljava/lang/Object;J)V", code -> tell(code, "parking"),
              "parkUntil(J)V", code -> tell(code, "parking"),
              "parkUntil(Ljava/lang/Object;J)V", code -> tell(code, "parking")));

  /** Methods that have got their head, to tell a JDK whose internals differ. */
  private final Set<String> headed = ConcurrentHashMap.newKeySet();

  /** The first failure of a transformation: the JVM swallows what a transformer throws. */
  private volatile @Nullable Throwable failure;

  /** Loads every class that has to be transformed for the harness to work. */
  static void loadHeaded() {
    for (String name : HEADS.keySet()) {
      try {
        Class.forName(name.replace('/', '.'), false, null);
      } catch (ClassNotFoundException e) {
        throw Jdk.unsupported("class " + name, e);
      }
    }
  }

  /** Whether a class that was loaded before the agent has to be transformed again. */
  boolean wantsLoaded(Class<?> type) {
    String name = type.getName().replace('.', '/');
    return type.getClassLoader() == null
        ? wantsBoot(name)
        : type.getClassLoader() != ClassLoader.getPlatformClassLoader() && !ours(name);
  }

  private static boolean wantsBoot(String name) {
    int nested = name.indexOf('$');
    return HEADS.containsKey(name)
        || PoolOrder.wants(name)
        || TIMED.contains(nested < 0 ? name : name.substring(0, nested));
  }

  private static boolean ours(String name) {
    return name.startsWith("dev/heddle/internal/");
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || ours(name) || (loader == null && !wantsBoot(name))) {
      return null;
    }
    try {
      byte[] ordered =
          loader == null && PoolOrder.wants(name) ? PoolOrder.ordered(classFile) : null;
      byte[] redirected = ConstantPoolPatch.redirect(ordered == null ? classFile : ordered, HOOKS);
      Map<String, Consumer<CodeBuilder>> heads = loader == null ? HEADS.get(name) : null;
      if (heads == null) {
        return redirected == null ? ordered : redirected;
      }
      return withHeads(name, redirected == null ? classFile : redirected, heads);
    } catch (RuntimeException | Error e) {
      failure = e;
      return null;
    }
  }

  private byte[] withHeads(
      String owner, byte[] classFile, Map<String, Consumer<CodeBuilder>> heads) {
    ClassFile api = ClassFile.of();
    return api.transformClass(
        api.parse(classFile),
        ClassTransform.ofStateful(
            () ->
                (builder, element) -> {
                  Consumer<CodeBuilder> head =
                      element instanceof MethodModel method ? heads.get(signature(method)) : null;
                  if (head == null) {
                    builder.with(element);
                  } else {
                    MethodModel method = (MethodModel) element;
                    headed.add(owner + "." + signature(method));
                    builder.transformMethod(
                        method,
                        (methodBuilder, part) -> {
                          if (part instanceof CodeModel code) {
                            methodBuilder.transformCode(code, new Head(head));
                          } else {
                            methodBuilder.with(part);
                          }
                        });
                  }
                }));
  }

  private static String signature(MethodModel method) {
    return method.methodName().stringValue() + method.methodType().stringValue();
  }

  /** Fails unless every method that must have a head has one. */
  void check() {
    Set<String> missing = new TreeSet<>();
    HEADS.forEach((owner, heads) -> heads.keySet().forEach(m -> missing.add(owner + "." + m)));
    missing.removeAll(headed);
    if (!missing.isEmpty()) {
      throw Jdk.unsupported("methods " + missing, failure);
    }
  }

  /** Puts instructions before a method's first. */
  private record Head(Consumer<CodeBuilder> head) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder builder) {
      head.accept(builder);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }

  private static void tell(CodeBuilder code, String hook) {
    code.invokestatic(HOOKS_DESC, hook, MethodTypeDesc.ofDescriptor("()V"));
  }

  private static void tellOfThread(CodeBuilder code, String hook) {
    code.aload(0)
        .invokestatic(HOOKS_DESC, hook, MethodTypeDesc.ofDescriptor("(Ljava/lang/Thread;)V"));
  }

  private static void askForDelay(CodeBuilder code) {
    Label real = code.newLabel();
    code.aload(0)
        .aload(1)
        .invokestatic(
            HOOKS_DESC,
            "delay",
            MethodTypeDesc.ofDescriptor("(Ljava/lang/Object;Ljava/util/concurrent/Future;)Z"))
        .ifeq(real)
        .aload(1)
        .areturn()
        .labelBinding(real);
  }

  private static void tellExit(CodeBuilder code) {
    code.iload(1).invokestatic(HOOKS_DESC, "exit", MethodTypeDesc.ofDescriptor("(I)V"));
  }

  private static void askForSleep(CodeBuilder code) {
    Label real = code.newLabel();
    code.lload(0)
        .invokestatic(HOOKS_DESC, "sleep", MethodTypeDesc.ofDescriptor("(J)Z"))
        .ifeq(real)
        .return_()
        .labelBinding(real);
  }

  private static void askForInstant(CodeBuilder code) {
    code.invokestatic(HOOKS_DESC, "instant", MethodTypeDesc.ofDescriptor("()Ljava/time/Instant;"));
    returnUnlessNull(code);
  }

  private static void askForTimer(CodeBuilder code) {
    code.aload(0)
        .getfield(VIRTUAL_THREAD, "scheduler", EXECUTOR)
        .aload(1)
        .lload(2)
        .aload(4)
        .invokestatic(
            HOOKS_DESC,
            "schedule",
            MethodTypeDesc.ofDescriptor(
                "(Ljava/util/concurrent/Executor;Ljava/lang/Runnable;J"
                    + "Ljava/util/concurrent/TimeUnit;)Ljava/util/concurrent/Future;"));
    returnUnlessNull(code);
  }

  private static void returnUnlessNull(CodeBuilder code) {
    Label real = code.newLabel();
    code.dup().ifnull(real).areturn().labelBinding(real).pop();
  }
}
