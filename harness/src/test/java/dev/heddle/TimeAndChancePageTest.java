package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/time-and-chance.md} are made of what the tests go through. */
class TimeAndChancePageTest {
  private static final Path PAGE = Path.of("..", "docs", "time-and-chance.md");

  private static List<String> clocks() throws Exception {
    List<String> rows = new ArrayList<>(List.of("`System.nanoTime()`"));
    ClockSource.all().forEach(source -> rows.add("`" + source.title() + "`"));
    return rows;
  }

  private static List<String> timed() {
    Map<String, List<String>> methods = new TreeMap<>();
    for (String name : TimedPrograms.all().keySet()) {
      int parameters = name.indexOf('(');
      int dot = name.lastIndexOf('.', parameters);
      String type = name.substring(0, dot < 0 ? parameters : dot);
      String method = dot < 0 ? "its keep-alive time" : name.substring(dot + 1, parameters);
      methods.computeIfAbsent(type, key -> new ArrayList<>()).add(method);
    }
    return methods.entrySet().stream()
        .map(
            entry ->
                "`"
                    + entry.getKey()
                    + "`: "
                    + entry.getValue().stream()
                        .distinct()
                        .map(name -> name.contains(" ") ? name : "`" + name + "`")
                        .sorted()
                        .collect(Collectors.joining(", ")))
        .toList();
  }

  private static List<String> chance() {
    return Arrays.stream(ChanceSource.values()).map(source -> source.title).toList();
  }

  private static String withList(String page, String name, List<String> rows) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- end -->";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end, from);
    StringBuilder list = new StringBuilder();
    rows.forEach(row -> list.append("- ").append(row).append('\n'));
    return page.substring(0, from) + list + page.substring(to);
  }

  /** They are up to date; where they are to be written, they are. */
  @Test
  void listsAreThoseOfTheTests() throws Exception {
    String page = Files.readString(PAGE);
    String made = withList(page, "clocks", clocks());
    made = withList(made, "waits", timed());
    made = withList(made, "chance", chance());
    if (Boolean.getBoolean("heddle.write")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(
        made,
        Files.readString(PAGE),
        "make its lists anew: mvn -B -ntp verify -pl harness -Dtest=TimeAndChancePageTest"
            + " -Dheddle.write=true");
  }
}
