package dev.heddle.junit;

import dev.heddle.schedule.Schedule;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The lines of a failure that replay it: by annotation, by Maven and by Gradle. */
final class ReplayLine {
  private ReplayLine() {}

  static String of(ExtensionContext test, Schedule schedule) {
    String type = test.getRequiredTestClass().getName();
    String name = type.substring(type.lastIndexOf('.') + 1);
    String method = test.getRequiredTestMethod().getName();
    String property =
        ReplayRequest.invocationOf(test)
            .map(number -> "'" + name + "#" + method + "[" + number + "]:" + schedule + "'")
            .orElse(schedule.toString());
    return "replay: "
        + annotation(test, schedule)
        + ", or\n"
        + "  mvn test -Dtest='"
        + name
        + "#"
        + method
        + "' -Dheddle.replay="
        + property
        + "\n"
        + "  gradle test --tests '"
        + name
        + "."
        + method
        + "' -Dheddle.replay="
        + property;
  }

  private static String annotation(ExtensionContext test, Schedule schedule) {
    return AnnotationSupport.isAnnotated(test.getRequiredTestMethod(), HeddleTest.class)
        ? "@HeddleTest(replay = \"" + schedule + "\")"
        : "@Replay(\"" + schedule + "\")";
  }
}
