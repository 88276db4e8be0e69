package dev.heddle.internal;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thread factories of the program: the numbers that they draw from an atomic counter, for the names
 * of their threads, begin in each loop where they began in the first one, though the counter
 * survives. The counter itself counts on, as it does without the harness.
 *
 * <p>A factory is a method that makes a thread for a {@code Runnable}, a lambda's too; and the
 * constructor of a {@code ThreadFactory}, since pools of threads have numbers as well.
 */
final class NumberEdits {
  private static final String MAKES_THREAD = "Ljava/lang/Runnable;)Ljava/lang/Thread;";
  private static final String FACTORY = "java/util/concurrent/ThreadFactory";
  private static final Set<String> COUNTERS =
      Set.of("java/util/concurrent/atomic/AtomicInteger", "java/util/concurrent/atomic/AtomicLong");
  private static final Set<String> DRAWS = Set.of("incrementAndGet", "getAndIncrement");

  private NumberEdits() {}

  static boolean concern(byte[] classFile) {
    return ConstantPool.mentions(classFile, MAKES_THREAD);
  }

  static @Nullable CodeTransform changeOf(MethodModel method, ClassModel owner) {
    Counters counters = new Counters(owner);
    return makesThread(method, owner) && counters.areDrawnIn(method) ? counters::ask : null;
  }

  private static boolean makesThread(MethodModel method, ClassModel owner) {
    return method.methodType().stringValue().endsWith(MAKES_THREAD)
        || (method.methodName().equalsString("<init>")
            && owner.interfaces().stream().anyMatch(type -> type.asInternalName().equals(FACTORY)));
  }

  /** What counts in a class: the JDK's counters, and the class itself if it is one of them. */
  private record Counters(ClassModel in) {
    boolean areDrawnIn(MethodModel method) {
      return method.code().orElseThrow().elementStream().anyMatch(this::isDraw);
    }

    private boolean isDraw(CodeElement element) {
      return element instanceof InvokeInstruction call
          && DRAWS.contains(call.name().stringValue())
          && isCounter(call.owner().asInternalName());
    }

    private boolean isCounter(String type) {
      return COUNTERS.contains(type)
          || (type.equals(in.thisClass().asInternalName())
              && in.superclass().isPresent()
              && COUNTERS.contains(in.superclass().get().asInternalName()));
    }

    /** The loop is told what was drawn from which counter, and says what to take instead. */
    void ask(CodeBuilder code, CodeElement element) {
      if (!isDraw(element)) {
        code.with(element);
        return;
      }
      String number = ((InvokeInstruction) element).type().stringValue().substring(2);
      code.dup().with(element);
      Edit.call(code, "drawn", "(Ljava/lang/Number;" + number + ")" + number);
    }
  }
}
