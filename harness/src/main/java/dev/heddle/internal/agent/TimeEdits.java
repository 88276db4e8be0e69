package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;

/** Waits and clocks of the JDK: they ask the loop first. */
final class TimeEdits {
  private static final ClassDesc VIRTUAL_THREAD = ClassDesc.of("java.lang.VirtualThread");
  private static final ClassDesc EXECUTOR = ClassDesc.of("java.util.concurrent.Executor");

  static final List<Edit> ALL =
      List.of(
          Edit.head(
              "java/lang/VirtualThread",
              "schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                  + "Ljava/util/concurrent/Future;",
              TimeEdits::askForTimer),
          Edit.head("java/lang/Thread", "sleepNanos(J)V", TimeEdits::askForSleep),
          Edit.head(
              "java/time/Clock", "currentInstant()Ljava/time/Instant;", TimeEdits::askForInstant),
          Edit.head(
              "java/util/concurrent/ForkJoinPool",
              "scheduleDelayedTask(Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;)"
                  + "Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;",
              TimeEdits::askForDelay));

  private TimeEdits() {}

  private static void askForDelay(CodeBuilder code) {
    Label real = code.newLabel();
    code.aload(0).aload(1);
    Edit.callForPools(code, "delay", "(Ljava/lang/Object;Ljava/util/concurrent/Future;)Z");
    code.ifeq(real).aload(1).areturn().labelBinding(real);
  }

  private static void askForSleep(CodeBuilder code) {
    Label real = code.newLabel();
    code.lload(0);
    Edit.call(code, "sleep", "(J)Z");
    code.ifeq(real).return_().labelBinding(real);
  }

  private static void askForInstant(CodeBuilder code) {
    Edit.call(code, "instant", "()Ljava/time/Instant;");
    returnUnlessNull(code);
  }

  private static void askForTimer(CodeBuilder code) {
    code.aload(0).getfield(VIRTUAL_THREAD, "scheduler", EXECUTOR).aload(1).lload(2).aload(4);
    Edit.call(
        code,
        "schedule",
        "(Ljava/util/concurrent/Executor;Ljava/lang/Runnable;J"
            + "Ljava/util/concurrent/TimeUnit;)Ljava/util/concurrent/Future;");
    returnUnlessNull(code);
  }

  private static void returnUnlessNull(CodeBuilder code) {
    Label real = code.newLabel();
    code.dup().ifnull(real).areturn().labelBinding(real).pop();
  }
}
