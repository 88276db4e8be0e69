package dev.heddle.internal.agent;

import java.util.List;

/** Which calls of the JDK have a point. */
final class CallsOfJdk {
  /** Packages of the JDK whose methods may do something that other threads see. */
  private static final List<String> SEEN_BY_OTHERS =
      List.of(
          "java/util/",
          "java/text/",
          "java/lang/Thread",
          "java/lang/StringBu",
          "java/lang/Iterable",
          "java/lang/Appendable",
          "java/lang/invoke/VarHandle",
          "sun/misc/Unsafe");

  /** Of these, packages whose methods do nothing of the kind. */
  private static final List<String> UNSEEN =
      List.of(
          "java/util/function/",
          "java/util/stream/",
          "java/util/Objects",
          "java/util/Optional",
          "java/util/concurrent/TimeUnit");

  private CallsOfJdk() {}

  /**
   * Whether a method may do something that other threads see.
   *
   * @param of the class that is named, by internal name
   * @param type the method's descriptor
   */
  static boolean maySeeOthers(String of, String called, String type) {
    return (startsWithAny(of, SEEN_BY_OTHERS) && !startsWithAny(of, UNSEEN))
        || isReflective(of, called, type);
  }

  /** Whether it may read or write a field, or call a method, that is named as the program runs. */
  private static boolean isReflective(String of, String called, String type) {
    return switch (of) {
      case "java/lang/reflect/Method", "java/lang/invoke/MethodHandle" ->
          called.startsWith("invoke");
      case "java/lang/reflect/Field" ->
          type.startsWith("(Ljava/lang/Object;")
              && (called.startsWith("get") || called.startsWith("set"));
      default -> false;
    };
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
