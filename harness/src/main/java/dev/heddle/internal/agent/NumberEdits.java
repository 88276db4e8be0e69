package dev.heddle.internal.agent;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thread factories of the program: the numbers that they draw from an atomic counter, for the names
 * of their threads, begin in each loop where they began in the first one, though the counter
 * survives. The counter itself counts on, as it does without the harness.
 *
 * <p>A factory is a method that makes a thread for a {@code Runnable}, a lambda's too, with those
 * methods of the same class that make the name for it, or give it to a thread; and the constructor
 * of a {@code ThreadFactory}, since pools of threads have numbers as well.
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
    return counters.areDrawnIn(method) && factories(owner).contains(signature(method))
        ? counters::ask
        : null;
  }

  /** The methods of a class that make threads, and those of its own that help these. */
  private static Set<String> factories(ClassModel owner) {
    Map<String, MethodModel> methods = new HashMap<>();
    owner.methods().forEach(method -> methods.put(signature(method), method));
    Set<String> factories = new HashSet<>();
    Deque<MethodModel> left = new ArrayDeque<>();
    for (MethodModel method : owner.methods()) {
      if (makesThread(method, owner)) {
        left.add(method);
      }
    }
    while (!left.isEmpty()) {
      MethodModel factory = left.remove();
      if (factories.add(signature(factory))) {
        callsIn(factory, owner).map(methods::get).filter(Objects::nonNull).forEach(left::add);
      }
    }
    return factories;
  }

  /** The methods of the class itself that a method calls. */
  private static Stream<String> callsIn(MethodModel method, ClassModel owner) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .filter(InvokeInstruction.class::isInstance)
        .map(InvokeInstruction.class::cast)
        .filter(call -> call.owner().asInternalName().equals(owner.thisClass().asInternalName()))
        .filter(call -> mayName(call.type().stringValue()))
        .map(call -> call.name().stringValue() + call.type().stringValue());
  }

  private static boolean mayName(String type) {
    return type.endsWith(")Ljava/lang/String;") || type.contains("Ljava/lang/Thread;");
  }

  private static String signature(MethodModel method) {
    return method.methodName().stringValue() + method.methodType().stringValue();
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
      Edit.callForPools(code, "drawn", "(Ljava/lang/Number;" + number + ")" + number);
    }
  }
}
