package dev.heddle.internal.source;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/** Picks the frames of a stack that matter to the author of a test, and words them. */
@API(status = Status.INTERNAL)
public final class Frames {
  private static final int SHOWN = 5;

  /** What the names of the methods of lambdas begin with, before that of the method around. */
  private static final String LAMBDA = "lambda$";

  /** Native frames that are there whenever a virtual thread stops. */
  private static final Set<String> HOLDS_NOBODY =
      Set.of("java.lang.Thread", "java.lang.VirtualThread", "jdk.internal.vm.Continuation");

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Frames() {}

  /** The first frames of the user's code; of any code if there are none. */
  public static List<StackTraceElement> ofUser(List<StackTraceElement> stack) {
    List<StackTraceElement> users = stack.stream().filter(UsersCode::has).limit(SHOWN).toList();
    return users.isEmpty() ? stack.stream().limit(SHOWN).toList() : users;
  }

  /**
   * The line of the first frame of the user's code; empty if there is none. For a thread that waits
   * to enter a monitor, the method: there, an interpreted frame has the line after {@code
   * synchronized}, and a compiled one the line itself.
   */
  public static String siteOf(List<StackTraceElement> stack, boolean entersMonitor) {
    return stack.stream()
        .filter(UsersCode::has)
        .findFirst()
        .map(entersMonitor ? Frames::method : Frames::line)
        .orElse("");
  }

  /**
   * The line from which an exception comes in the project at hand: the first one of a class that is
   * in no jar; if there is none, the first line of the user's code.
   */
  public static String originOf(Throwable thrown) {
    List<StackTraceElement> stack = List.of(thrown.getStackTrace());
    return stack.stream()
        .filter(UsersCode::hasInFolder)
        .findFirst()
        .map(Frames::line)
        .orElseGet(() -> siteOf(stack, false));
  }

  /** File and line of a frame. */
  public static String line(StackTraceElement frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }

  private static String method(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }

  /** The frame that pins a virtual thread to its carrier, in words. */
  public static String pinning(List<StackTraceElement> stack) {
    return stack.stream()
        .filter(f -> f.getMethodName().equals("<clinit>") || f.isNativeMethod())
        .filter(f -> !HOLDS_NOBODY.contains(f.getClassName()))
        .findFirst()
        .map(
            f ->
                f.isNativeMethod()
                    ? "native code, called by " + f.getClassName() + "." + f.getMethodName()
                    : "the class initialiser of " + f.getClassName())
        .orElse("native code or a class initialiser");
  }

  /** A frame as a stack trace shows it, but without the line, which may differ between runs. */
  public static String withoutLine(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ")";
  }

  /** The method of a frame, in words: {@code Bank.move}, or {@code a lambda in Bank.move}. */
  public static String methodOf(StackTraceElement frame) {
    String method = frame.getMethodName();
    if (!method.startsWith(LAMBDA)) {
      return method(frame);
    }
    int end = method.indexOf('$', LAMBDA.length());
    String around = method.substring(LAMBDA.length(), end < 0 ? method.length() : end);
    String in = around.equals("static") ? "<clinit>" : around;
    return "a lambda in " + method(new StackTraceElement(frame.getClassName(), in, null, -1));
  }

  /** The first frame of the calling thread that is the user's code. */
  public static @Nullable StackTraceElement caller() {
    StackWalker.StackFrame frame = callerFrame();
    return frame == null ? null : frame.toStackTraceElement();
  }

  /** As {@link #caller()}, at a fraction of the cost. */
  public static StackWalker.@Nullable StackFrame callerFrame() {
    return WALKER.walk(Frames::firstOfUser);
  }

  private static StackWalker.@Nullable StackFrame firstOfUser(
      Stream<StackWalker.StackFrame> frames) {
    Iterator<StackWalker.StackFrame> all = frames.iterator();
    while (all.hasNext()) {
      StackWalker.StackFrame frame = all.next();
      if (UsersCode.has(frame)) {
        return frame;
      }
    }
    return null;
  }
}
