package dev.heddle.specs.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the rules is made of the rules. */
class RulesTableTest {
  private static final Path PAGE = Path.of("RULES.md");

  private static String page() {
    StringBuilder text =
        new StringBuilder(
            """
            # Ordering rules

            `mvn -B -ntp verify -Dtest=RulesTableTest -Dheddle.write=true -Dsurefire.failIfNoSpecifiedTests=false` makes this page; do not edit it.

            Each rule is a property in `OrderingRulesTest`: it holds for every program that is drawn, under every schedule that is drawn, or in the default order where it says so. Each is itself tested, in `BrokenLoopsTest`: a loop that is broken in that one respect fails the property within the default number of tries.

            | rule | what holds | source | schedules | a loop that is caught |
            |---|---|---|---|---|
            """);
    for (Rule rule : Rules.all()) {
      text.append("| ").append(rule.name()).append(" | ").append(rule.sentence());
      text.append(" | ").append(rule.source());
      text.append(" | ").append(rule.always() ? "all" : "default order");
      text.append(" | ").append(rule.broken()).append(" |\n");
    }
    return text.toString();
  }

  /** It says what the rules say; where it is to be written, it is. */
  @Test
  void pageIsMadeOfTheRules() throws IOException {
    if (Boolean.getBoolean("heddle.write")) {
      Files.writeString(PAGE, page());
    }
    assertEquals(page(), Files.readString(PAGE), "RULES.md is of other rules: make it anew");
  }
}
