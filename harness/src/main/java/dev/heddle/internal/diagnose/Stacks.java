package dev.heddle.internal.diagnose;

import java.util.List;

/** Looks for calls of the JDK in a stack. */
final class Stacks {
  private Stacks() {}

  /** Whether a method of a class is among the frames; {@code method} is how its name begins. */
  static boolean has(List<StackTraceElement> stack, String type, String method) {
    return stack.stream()
        .anyMatch(
            frame -> frame.getClassName().equals(type) && frame.getMethodName().startsWith(method));
  }

  /** Whether a method is among the innermost frames, as far as they are the JDK's. */
  static boolean inJdk(List<StackTraceElement> stack, String method) {
    return stack.stream()
        .takeWhile(frame -> frame.getClassName().startsWith("java."))
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }
}
