package dev.heddle.internal.agent;

import dev.heddle.internal.hook.BackedThread;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Threads of the JDK: they tell the loop what they are about to do, and a platform thread that the
 * loop runs, a {@link BackedThread}, answers by the thread that runs in its place.
 */
final class ThreadEdits {
  private static final String THREAD = "java/lang/Thread";
  private static final ClassDesc THREAD_DESC = ClassDesc.ofInternalName(THREAD);
  private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
  private static final MethodTypeDesc TO_VOID = MethodTypeDesc.of(ConstantDescs.CD_void);

  private static final List<Edit> TOLD =
      List.of(
          Edit.head(
              "java/lang/VirtualThread",
              "parkOnCarrierThread(ZJ)V",
              code -> Edit.call(code, "pinned", "()V")),
          Edit.head(
              "java/lang/VirtualThread",
              "interrupt()V",
              code -> {
                code.aload(0);
                Edit.call(code, "interrupting", "(Ljava/lang/Thread;)V");
              }),
          Edit.body(
              "java/lang/VirtualThread",
              "<init>(Ljava/util/concurrent/Executor;Ljava/lang/String;ILjava/lang/Runnable;)V",
              ThreadEdits::chooseScheduler),
          ended("exit"),
          ended("halt"));

  private static final Stream<Edit> PARKING =
      Stream.of(
              "park()V",
              "park(Ljava/lang/Object;)V",
              "parkNanos(J)V",
              "parkNanos(Ljava/lang/Object;J)V",
              "parkUntil(J)V",
              "parkUntil(Ljava/lang/Object;J)V")
          .map(
              method -> Edit.head(LOCK_SUPPORT, method, code -> Edit.call(code, "parking", "()V")));

  private static final List<Edit> BACKED =
      List.of(
          Edit.body(THREAD, "start()V", ThreadEdits::start),
          Edit.body(THREAD, "start(Ljdk/internal/vm/ThreadContainer;)V", ThreadEdits::start),
          Edit.body(
              THREAD,
              "<init>(Ljava/lang/ThreadGroup;Ljava/lang/String;ILjava/lang/Runnable;J)V",
              ThreadEdits::inherit),
          Edit.head(THREAD, "alive()Z", ThreadEdits::alive),
          delegated(THREAD, "interrupt", TO_VOID),
          delegated(THREAD, "isInterrupted", MethodTypeDesc.of(ConstantDescs.CD_boolean)),
          delegated(
              THREAD, "join", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long)),
          delegated(
              THREAD,
              "join",
              MethodTypeDesc.of(ConstantDescs.CD_boolean, ClassDesc.of("java.time.Duration"))),
          delegated(
              THREAD, "threadState", MethodTypeDesc.of(ClassDesc.of("java.lang.Thread$State"))),
          delegated(
              THREAD,
              "getStackTrace",
              MethodTypeDesc.of(ClassDesc.of("java.lang.StackTraceElement").arrayType())),
          toldToo("setName", ConstantDescs.CD_String),
          toldToo("setContextClassLoader", ClassDesc.of("java.lang.ClassLoader")),
          Edit.head(LOCK_SUPPORT, "unpark(Ljava/lang/Thread;)V", ThreadEdits::runnerAsArgument),
          Edit.head(
              LOCK_SUPPORT,
              "getBlocker(Ljava/lang/Thread;)Ljava/lang/Object;",
              ThreadEdits::runnerAsArgument));

  static final List<Edit> ALL =
      Stream.of(TOLD.stream(), PARKING, BACKED.stream()).flatMap(edits -> edits).toList();

  private ThreadEdits() {}

  /** A method that ends the JVM. */
  private static Edit ended(String method) {
    return Edit.head(
        "java/lang/Runtime",
        method + "(I)V",
        code -> {
          code.iload(1);
          Edit.call(code, method, "(I)V");
        });
  }

  /** A thread that is made on a platform thread gets the JDK's, unless that is a carrier. */
  private static void chooseScheduler(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof FieldInstruction get && get.name().equalsString("DEFAULT_SCHEDULER")) {
      String executor = "Ljava/util/concurrent/Executor;";
      Edit.call(code, "scheduler", "(" + executor + ")" + executor);
    }
  }

  /** The loop may run the thread in place of the VM. */
  private static void start(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("start0")) {
      Label done = code.newLabel();
      code.dup();
      Edit.call(code, "start", "(Ljava/lang/Thread;)Z");
      Label real = code.newLabel();
      code.ifeq(real).pop().goto_(done).labelBinding(real).with(element).labelBinding(done);
    } else {
      code.with(element);
    }
  }

  /** A new thread inherits from the thread that the program sees as its maker. */
  private static void inherit(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("isDaemon")) {
      Edit.call(code, "inheritsDaemon", "(Ljava/lang/Thread;)Z");
      return;
    }
    if (element instanceof InvokeInstruction call
        && (call.name().equalsString("getThreadGroup")
            || call.name().equalsString("getPriority"))) {
      Edit.call(code, "shown", "(Ljava/lang/Thread;)Ljava/lang/Thread;");
    }
    code.with(element);
  }

  private static void alive(CodeBuilder code) {
    Label real = code.newLabel();
    code.aload(0);
    Edit.call(code, "isRunByLoop", "(Ljava/lang/Thread;)Z");
    code.ifeq(real).iconst_1().ireturn().labelBinding(real);
  }

  private static void runnerAsArgument(CodeBuilder code) {
    code.aload(0);
    Edit.call(code, "runner", "(Ljava/lang/Thread;)Ljava/lang/Thread;");
    code.astore(0);
  }

  /** A method that the thread that runs in its place answers, if there is one. */
  private static Edit delegated(String owner, String name, MethodTypeDesc type) {
    return Edit.head(
        owner,
        name + type.descriptorString(),
        ifBacked(
            code ->
                code.invokevirtual(THREAD_DESC, name, type)
                    .return_(TypeKind.from(type.returnType())),
            type));
  }

  /** A setter that the thread that runs in its place is told as well. */
  private static Edit toldToo(String name, ClassDesc value) {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, value);
    return Edit.head(
        THREAD,
        name + type.descriptorString(),
        code -> {
          Label done = code.newLabel();
          ifBacked(c -> c.invokevirtual(THREAD_DESC, name, type).goto_(done), type).accept(code);
          code.labelBinding(done);
        });
  }

  private static Consumer<CodeBuilder> ifBacked(Consumer<CodeBuilder> then, MethodTypeDesc type) {
    return code -> {
      Label real = code.newLabel();
      code.aload(0);
      Edit.call(code, "backing", "(Ljava/lang/Thread;)Ljava/lang/Thread;");
      code.dup().ifnull(real);
      int slot = 1;
      for (ClassDesc parameter : type.parameterList()) {
        TypeKind kind = TypeKind.from(parameter);
        code.loadLocal(kind, slot);
        slot += kind.slotSize();
      }
      then.accept(code);
      code.labelBinding(real).pop();
    };
  }
}
