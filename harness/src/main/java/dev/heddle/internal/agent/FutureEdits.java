package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Futures tell what they have failed with, and who has looked. */
final class FutureEdits {
  private static final ClassDesc HOOKS = ClassDesc.ofInternalName(HookNames.FUTURES);
  private static final String TASK = "java/util/concurrent/FutureTask";
  private static final String STAGE = "java/util/concurrent/CompletableFuture";
  private static final String FORK_JOIN = "java/util/concurrent/ForkJoinTask";
  private static final ClassDesc TASK_TYPE = ClassDesc.ofInternalName(TASK);
  private static final ClassDesc STAGE_TYPE = ClassDesc.ofInternalName(STAGE);
  private static final ClassDesc FORK_JOIN_TYPE = ClassDesc.ofInternalName(FORK_JOIN);

  static final List<Edit> ALL = all();

  private FutureEdits() {}

  private static List<Edit> all() {
    List<Edit> all = new ArrayList<>();
    addTasks(all);
    addStages(all);
    addForkJoin(all);
    addExecutors(all);
    return List.copyOf(all);
  }

  // ---- FutureTask ---------------------------------------------------------------------------

  private static void addTasks(List<Edit> all) {
    CodeTransform tellMade = beforeReturn(code -> tell(code.aload(0), "made"));
    all.add(Edit.body(TASK, "<init>(Ljava/util/concurrent/Callable;)V", tellMade));
    all.add(Edit.body(TASK, "<init>(Ljava/lang/Runnable;Ljava/lang/Object;)V", tellMade));
    all.add(
        Edit.body(
            TASK,
            "setException(Ljava/lang/Throwable;)V",
            (code, element) -> {
              if (isCall(element, "finishCompletion")) {
                call(code.aload(0).aload(1), "failed", "(Ljava/lang/Object;Ljava/lang/Object;)V");
              }
              code.with(element);
            }));
    for (String look :
        List.of(
            "report(I)Ljava/lang/Object;",
            "resultNow()Ljava/lang/Object;",
            "exceptionNow()Ljava/lang/Throwable;",
            "state()Ljava/util/concurrent/Future$State;")) {
      all.add(
          Edit.head(
              TASK,
              look,
              code ->
                  tell(
                      code.aload(0).getfield(TASK_TYPE, "outcome", ConstantDescs.CD_Object),
                      "seen")));
    }
    all.add(
        Edit.body(
            TASK,
            "get(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;",
            beforeNew("java/util/concurrent/TimeoutException")));
    all.add(Edit.body(TASK, "awaitDone(ZJ)I", beforeNew("java/lang/InterruptedException")));
  }

  /** Who waited gives up. */
  private static CodeTransform beforeNew(String exception) {
    return (code, element) -> {
      if (element instanceof NewObjectInstruction creation
          && creation.className().asInternalName().equals(exception)) {
        tell(code.aload(0), "abandoned");
      }
      code.with(element);
    };
  }

  // ---- CompletableFuture --------------------------------------------------------------------

  private static void addStages(List<Edit> all) {
    all.add(Edit.body(STAGE, "<init>()V", beforeReturn(code -> tell(code.aload(0), "made"))));
    all.add(
        Edit.body(
            STAGE,
            "<init>(Ljava/lang/Object;)V",
            beforeReturn(
                code -> {
                  tell(code.aload(0), "made");
                  call(
                      code.aload(0).aload(1),
                      "assigned",
                      "(Ljava/lang/Object;Ljava/lang/Object;)V");
                })));
    addCompletions(all);
    addLooks(all);
    addCombinations(all);
    all.add(
        Edit.head(
            STAGE,
            "cleanStack()V",
            code ->
                call(
                    code.aload(0).aload(0).getfield(STAGE_TYPE, "result", ConstantDescs.CD_Object),
                    "abandoned",
                    "(Ljava/lang/Object;Ljava/lang/Object;)V")));
  }

  private static void addCompletions(List<Edit> all) {
    for (String complete :
        List.of(
            "internalComplete(Ljava/lang/Object;)Z",
            "completeThrowable(Ljava/lang/Throwable;)Z",
            "completeThrowable(Ljava/lang/Throwable;Ljava/lang/Object;)Z",
            "completeRelay(Ljava/lang/Object;)Z")) {
      all.add(Edit.body(STAGE, complete, FutureEdits::tellCompleted));
    }
    for (String assign :
        List.of(
            "uniApplyNow",
            "uniAcceptNow",
            "uniRunNow",
            "uniWhenCompleteStage",
            "uniHandleStage",
            "uniExceptionallyStage",
            "uniComposeExceptionallyStage",
            "uniCopyStage",
            "uniComposeStage",
            "biApplyStage",
            "biAcceptStage",
            "biRunStage",
            "andTree")) {
      all.add(Edit.body(STAGE, assign, FutureEdits::tellAssigned));
    }
  }

  private static void tellCompleted(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (isCall(element, "compareAndSet")) {
      code.aload(0).aload(0).getfield(STAGE_TYPE, "result", ConstantDescs.CD_Object);
      call(code, "completed", "(ZLjava/lang/Object;Ljava/lang/Object;)Z");
    }
  }

  private static void tellAssigned(CodeBuilder code, CodeElement element) {
    if (element instanceof FieldInstruction field
        && field.opcode() == Opcode.PUTFIELD
        && field.name().equalsString("result")) {
      code.dup2().with(element);
      call(code, "assigned", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    } else {
      code.with(element);
    }
  }

  private static void addLooks(List<Edit> all) {
    for (String report :
        List.of(
            "reportGet(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;",
            "reportJoin(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;")) {
      all.add(Edit.head(STAGE, report, code -> tell(code.aload(0), "seen")));
    }
    for (String look :
        List.of(
            "isCompletedExceptionally()Z",
            "resultNow()Ljava/lang/Object;",
            "exceptionNow()Ljava/lang/Throwable;",
            "state()Ljava/util/concurrent/Future$State;")) {
      all.add(
          Edit.head(
              STAGE,
              look,
              code ->
                  tell(
                      code.aload(0).getfield(STAGE_TYPE, "result", ConstantDescs.CD_Object),
                      "seen")));
    }
    for (String handler :
        List.of("uniHandle", "uniExceptionally", "uniComposeExceptionallyStage")) {
      all.add(Edit.body(STAGE, handler, FutureEdits::tellHandled));
    }
    all.add(Edit.body(STAGE, "uniWhenComplete", FutureEdits::tellObserved));
    all.add(Edit.body(STAGE + "$UniComposeExceptionally", "tryFire", FutureEdits::tellHandled));
  }

  /** A function of the program's is called, with the failure as its last argument. */
  private static void tellHandled(CodeBuilder code, CodeElement element) {
    if (isCall(element, "apply")) {
      tell(code.dup(), "seen");
    }
    code.with(element);
  }

  /** The action is the second argument of the method. */
  private static void tellObserved(CodeBuilder code, CodeElement element) {
    if (isCall(element, "accept")) {
      call(code.dup().aload(2), "seen", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }
    code.with(element);
  }

  private static void addCombinations(List<Edit> all) {
    for (String two :
        List.of(
            "biApplyStage",
            "biAcceptStage",
            "biRunStage",
            "orApplyStage",
            "orAcceptStage",
            "orRunStage")) {
      all.add(
          Edit.head(
              STAGE,
              two,
              code ->
                  call(
                      code.aload(0).aload(2),
                      "combined",
                      "(Ljava/lang/Object;Ljava/lang/Object;)V")));
    }
    for (String many : List.of("anyOf", "allOf")) {
      all.add(
          Edit.head(
              STAGE, many, code -> call(code.aload(0), "combined", "([Ljava/lang/Object;)V")));
    }
  }

  // ---- ForkJoinTask -------------------------------------------------------------------------

  private static void addForkJoin(List<Edit> all) {
    all.add(
        Edit.body(
            FORK_JOIN,
            "trySetThrown(Ljava/lang/Throwable;)Z",
            beforeReturn(
                code ->
                    call(
                        code.aload(0).aload(1),
                        "completed",
                        "(ZLjava/lang/Object;Ljava/lang/Object;)Z"))));
    for (String look :
        List.of(
            "getException(Z)Ljava/lang/Throwable;",
            "isCompletedAbnormally()Z",
            "isCompletedNormally()Z",
            "state()Ljava/util/concurrent/Future$State;",
            "resultNow()Ljava/lang/Object;")) {
      all.add(Edit.head(FORK_JOIN, look, code -> tell(code.aload(0), "looked")));
    }
    for (String exception :
        List.of("java/util/concurrent/TimeoutException", "java/lang/InterruptedException")) {
      all.add(Edit.body(FORK_JOIN, "get", beforeNew(exception)));
    }
    all.add(
        Edit.head(FORK_JOIN, "fork()Ljava/util/concurrent/ForkJoinTask;", FutureEdits::tellForked));
    all.add(
        Edit.head(
            "java/util/concurrent/ForkJoinPool",
            "poolSubmit",
            code -> tell(code.aload(2), "handedIn")));
    all.add(
        Edit.head(
            "java/util/concurrent/ForkJoinPool",
            "scheduleDelayedTask",
            code -> tell(code.aload(1), "handedIn")));
  }

  /** A subtask that a worker forks is for its parent to join. */
  private static void tellForked(CodeBuilder code) {
    Label inPool = code.newLabel();
    code.invokestatic(FORK_JOIN_TYPE, "inForkJoinPool", MethodTypeDesc.of(ConstantDescs.CD_boolean))
        .ifne(inPool);
    tell(code.aload(0), "forked");
    code.labelBinding(inPool);
  }

  // ---- executors ----------------------------------------------------------------------------

  /** They wait for the tasks of {@code invokeAll}, and drop losers of {@code invokeAny}. */
  private static void addExecutors(List<Edit> all) {
    CodeTransform tellReturned = beforeReturn(code -> tell(code.dup(), "returned"));
    for (String executor :
        List.of(
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/ThreadPerTaskExecutor")) {
      for (String arguments :
          List.of(
              "(Ljava/util/Collection;)",
              "(Ljava/util/Collection;JLjava/util/concurrent/TimeUnit;)")) {
        all.add(Edit.body(executor, "invokeAll" + arguments + "Ljava/util/List;", tellReturned));
      }
    }
    all.add(
        Edit.head(
            "java/util/concurrent/AbstractExecutorService",
            "cancelAll",
            code -> tell(code.aload(0), "abandoned")));
  }

  // ---- in common ----------------------------------------------------------------------------

  private static CodeTransform beforeReturn(Consumer<CodeBuilder> change) {
    return (code, element) -> {
      if (element instanceof ReturnInstruction) {
        change.accept(code);
      }
      code.with(element);
    };
  }

  private static boolean isCall(CodeElement element, String method) {
    return element instanceof InvokeInstruction call && call.name().equalsString(method);
  }

  private static void tell(CodeBuilder code, String hook) {
    call(code, hook, "(Ljava/lang/Object;)V");
  }

  private static void call(CodeBuilder code, String hook, String descriptor) {
    Edit.call(code, HOOKS, hook, descriptor);
  }
}
