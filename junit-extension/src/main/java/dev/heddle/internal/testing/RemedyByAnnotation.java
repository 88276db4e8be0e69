package dev.heddle.internal.testing;

import dev.heddle.verdict.HeddleError;
import dev.heddle.verdict.Remedy;
import java.util.List;

/** Says the remedy of an error, which the harness has in its own terms, as an annotation, too. */
final class RemedyByAnnotation {
  private RemedyByAnnotation() {}

  /** Adds a line to the message of an error that a setting would prevent. */
  static <T extends Throwable> T addTo(T thrown) {
    if (thrown instanceof HeddleError error) {
      error.remedy().ifPresent(remedy -> error.addNote("In a test: " + annotation(remedy) + "."));
    }
    return thrown;
  }

  private static String annotation(Remedy remedy) {
    return switch (remedy.setting()) {
      case "outside" -> "@Outside";
      case "timeLimit" -> "@VirtualTime(limit = ...)";
      default -> {
        String name = remedy.setting();
        yield "@"
            + Character.toUpperCase(name.charAt(0))
            + name.substring(1)
            + "("
            + value(remedy.values())
            + ")";
      }
    };
  }

  private static String value(List<String> values) {
    return switch (values.size()) {
      case 0 -> "...";
      case 1 -> values.get(0);
      default -> "{" + String.join(", ", values) + "}";
    };
  }
}
