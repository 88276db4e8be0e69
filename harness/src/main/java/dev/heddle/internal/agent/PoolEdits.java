package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;

/**
 * Pools: every loop has a common pool of its own, whose workers park as other threads do, and a
 * copy of each pool that was made outside of it; and the numbers that the JDK gives to pools,
 * timers and threads, which the whole JVM shares.
 */
final class PoolEdits {
  private static final String POOL = "java/util/concurrent/ForkJoinPool";
  private static final String POOL_TO_POOL =
      "(Ljava/util/concurrent/ForkJoinPool;)Ljava/util/concurrent/ForkJoinPool;";

  private static final List<Edit> OF_THE_JVM =
      List.of(
          Edit.body(POOL, null, PoolEdits::forkJoin),
          Edit.body("java/util/concurrent/ForkJoinTask", null, PoolEdits::forkJoin),
          Edit.body("java/util/concurrent/ForkJoinTask", null, PoolEdits::deadline),
          Edit.body(
              POOL,
              "invokeAll(Ljava/util/Collection;JLjava/util/concurrent/TimeUnit;)Ljava/util/List;",
              PoolEdits::deadline),
          Edit.body("java/util/concurrent/CompletableFuture", null, PoolEdits::forkJoin),
          Edit.body(
              "java/util/concurrent/CompletableFuture$DelayedExecutor",
              "execute(Ljava/lang/Runnable;)V",
              PoolEdits::forkJoin),
          Edit.body("java/util/concurrent/DelayScheduler", null, PoolEdits::forkJoin),
          Edit.body(
              POOL,
              "poolSubmit(ZLjava/util/concurrent/ForkJoinTask;)"
                  + "Ljava/util/concurrent/ForkJoinTask;",
              PoolEdits::worker),
          Edit.body(
              "java/util/concurrent/ForkJoinWorkerThread",
              "hasKnownQueuedWork()Z",
              PoolEdits::worker),
          Edit.body("java/util/Timer", "serialNumber()I", number("Timer", 0)),
          Edit.body(
              "java/util/concurrent/Executors$DefaultThreadFactory",
              "<init>()V",
              number("pool", 1)),
          Edit.body(
              "java/lang/ThreadBuilders$BaseThreadFactory",
              "nextThreadName()Ljava/lang/String;",
              PoolEdits::drawn),
          Edit.head(
              "java/lang/Thread$ThreadNumbering", "next()I", code -> ownNumber(code, "Thread")),
          Edit.head(POOL, "getAndAddPoolIds(I)I", code -> ownNumber(code, "ForkJoinPool")));

  private static final List<Edit> COPIES =
      List.of(
          Edit.body(
              "java/util/concurrent/ThreadPoolExecutor",
              "<init>(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;"
                  + "Ljava/util/concurrent/ThreadFactory;"
                  + "Ljava/util/concurrent/RejectedExecutionHandler;)V",
              PoolEdits::made),
          Edit.body(
              POOL,
              "<init>(ILjava/util/concurrent/ForkJoinPool$ForkJoinWorkerThreadFactory;"
                  + "Ljava/lang/Thread$UncaughtExceptionHandler;ZIIILjava/util/function/Predicate;J"
                  + "Ljava/util/concurrent/TimeUnit;)V",
              PoolEdits::made));

  static final List<Edit> ALL =
      Stream.of(
              OF_THE_JVM.stream(),
              COPIES.stream(),
              atHome(ThreadPoolExecutor.class),
              atHome(ScheduledThreadPoolExecutor.class),
              atHome(ForkJoinPool.class))
          .flatMap(edits -> edits)
          .toList();

  private PoolEdits() {}

  /** Whatever the program asks of a pool, the one that serves the running loop does. */
  private static Stream<Edit> atHome(Class<?> pool) {
    return Stream.of(pool.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(
            method ->
                Edit.head(
                    pool.getName().replace('.', '/'),
                    signature(method),
                    code -> atHome(code, pool)));
  }

  private static void atHome(CodeBuilder code, Class<?> pool) {
    code.aload(0);
    Edit.callForPools(
        code,
        "home",
        "(Ljava/util/concurrent/ExecutorService;)Ljava/util/concurrent/ExecutorService;");
    code.checkcast(pool.describeConstable().orElseThrow()).astore(0);
  }

  private static String signature(Method method) {
    return method.getName()
        + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString();
  }

  private static void made(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.aload(0);
      Edit.callForPools(code, "poolMade", "(Ljava/util/concurrent/ExecutorService;)V");
    }
    code.with(element);
  }

  private static void forkJoin(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && isCall(call, "park", "(ZJ)V")) {
      Edit.callForPools(code, "park", "(Ljava/lang/Object;ZJ)V");
    } else if (element instanceof InvokeInstruction call
        && isCall(call, "unpark", "(Ljava/lang/Object;)V")) {
      Edit.callForPools(code, "unpark", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    } else if (element instanceof InvokeInstruction call
        && call.name().equalsString("availableProcessors")) {
      Edit.call(code, "availableProcessors", "(Ljava/lang/Runtime;)I");
    } else {
      code.with(element);
      if (element instanceof FieldInstruction field && isCommonPool(field)) {
        Edit.callForPools(code, "commonPool", POOL_TO_POOL);
      }
    }
  }

  /** A pool knows its worker by the carrier, so that virtual threads are taken for it too. */
  private static void worker(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof InvokeInstruction call
        && call.name().equalsString("currentCarrierThread")) {
      Edit.callForPools(code, "worker", "(Ljava/lang/Thread;)Ljava/lang/Thread;");
    }
  }

  /** It makes its deadlines odd, so that none is 0: one nanosecond that a virtual clock shows. */
  private static void deadline(CodeBuilder code, CodeElement element) {
    if (element instanceof OperatorInstruction operator && operator.opcode() == Opcode.LOR) {
      Edit.callForPools(code, "deadline", "(JJ)J");
    } else {
      code.with(element);
    }
  }

  private static boolean isCall(InvokeInstruction call, String name, String type) {
    return call.name().equalsString(name)
        && call.type().equalsString(type)
        && call.owner().asInternalName().equals("jdk/internal/misc/Unsafe");
  }

  private static boolean isCommonPool(FieldInstruction field) {
    return field.opcode() == Opcode.GETSTATIC
        && (field.name().equalsString("common") || field.name().equalsString("ASYNC_POOL"));
  }

  private static CodeTransform number(String of, int first) {
    return (code, element) -> {
      if (element instanceof InvokeInstruction call
          && call.name().equalsString("getAndIncrement")) {
        code.ldc(of).loadConstant(first);
        Edit.callForPools(
            code, "number", "(Ljava/util/concurrent/atomic/AtomicInteger;Ljava/lang/String;I)I");
      } else {
        code.with(element);
      }
    };
  }

  /** The factory may survive, with the number that it has come to. */
  private static void drawn(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof InvokeInstruction call && call.name().equalsString("getAndAdd")) {
      code.aload(0).dup_x2().pop();
      Edit.callForPools(code, "drawn", "(Ljava/lang/Object;J)J");
    }
  }

  /** Returns the loop's number, if it has one. */
  private static void ownNumber(CodeBuilder code, String of) {
    Label real = code.newLabel();
    code.ldc(of);
    Edit.callForPools(code, "number", "(Ljava/lang/String;)I");
    code.dup().iflt(real).ireturn().labelBinding(real).pop();
  }
}
