package dev.heddle.explore;

import dev.heddle.internal.source.Frames;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Pending;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.ProblemsError;
import java.util.Collection;

/**
 * What makes two failures the same: the kinds of the exceptions and where in the program they were
 * thrown first; for a deadlock, who waits where for what; for problems, their kinds. Not what they
 * say, since that often has a value in it.
 *
 * @param text all of that
 */
record FailureSignature(String text) {
  private static final int CAUSES = 3;

  static FailureSignature of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    describe(thrown, text);
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      text.append(" caused by ");
      describe(cause, text);
      cause = cause.getCause();
    }
    return new FailureSignature(text.toString());
  }

  private static void describe(Throwable thrown, StringBuilder text) {
    text.append(thrown.getClass().getSimpleName());
    if (thrown instanceof DeadlockError deadlock) {
      text.append(lines(deadlock.pending().stream().map(FailureSignature::waits).toList()));
    } else if (thrown instanceof ProblemsError problems) {
      text.append(lines(problems.problems().stream().map(FailureSignature::kind).toList()));
    } else {
      text.append(at(Frames.originOf(thrown)));
    }
  }

  private static String waits(Pending pending) {
    return pending.waitsFor() + at(pending.site());
  }

  private static String at(String site) {
    return site.isEmpty() ? "" : " at " + site;
  }

  private static String kind(Problem problem) {
    return problem.kind().name();
  }

  /** Tasks that do the same may change places. */
  private static String lines(Collection<String> lines) {
    return " [" + String.join("; ", lines.stream().sorted().toList()) + "]";
  }

  @Override
  public String toString() {
    return text;
  }
}
