package dev.heddle.specs.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.judge.Judging.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The comparer sees every difference and shows the first. */
class CompareTest {
  private static final String PROGRAM = "{'id':7,'funcs':{'main':[['print',1]]}}\n";
  private static final String TRACE =
      "{'id':7,'end':['ok',null],'time':0,'unretrieved':[],"
          + "'trace':[[0,'T0','start','main'],[0,'T0','print',1]]}\n";

  private static Answer compare(String programs, String expected, String actual)
      throws IOException {
    return Judging.compare(bytes(programs), bytes(expected), bytes(actual));
  }

  /** JSON is written with single quotes here. */
  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  private static String report(String expected, String actual) throws IOException {
    return compare(PROGRAM, expected, actual).out().replace('"', '\'');
  }

  private static void assertDifferent(String actual) throws IOException {
    Answer answer = compare(PROGRAM, TRACE, actual);
    assertEquals(1, answer.status(), answer.out());
  }

  /** What is written in another way is the same. */
  @Test
  void sameValues() throws IOException {
    assertEquals(
        new Answer(0, "1 programs, 0 different\n", ""),
        compare(PROGRAM, TRACE, TRACE.replace(",", ", ")));
  }

  /** Each part of a result counts. */
  @Test
  void everyPartCounts() throws IOException {
    assertDifferent(TRACE.replace("'id':7", "'id':8"));
    assertDifferent(TRACE.replace("null", "0"));
    assertDifferent(TRACE.replace("'time':0", "'time':1"));
    assertDifferent(TRACE.replace("'unretrieved':[]", "'unretrieved':['T0']"));
    assertDifferent(TRACE.replace(",[0,'T0','print',1]", ""));
    assertDifferent(TRACE.replace("'print',1", "'print',2"));
    assertDifferent("");
    assertDifferent(TRACE + TRACE);
  }

  /** The report shows the program, and both traces with a mark where they differ. */
  @Test
  void reportShowsBothTraces() throws IOException {
    String report = report(TRACE, TRACE.replace("'print',1", "'print',2"));
    assertTrue(report.contains("{'id':7,'funcs':{'main':[['print',1]]}}"), report);
    assertEquals(
        "!           1  [0,'T0','print',1]" + " ".repeat(54) + "[0,'T0','print',2]",
        report.lines().filter(line -> line.startsWith("!")).findFirst().orElse(""));
    assertTrue(report.endsWith("1 programs, 1 different\n"), report);
  }

  /** Of long traces only the part around the first difference is shown. */
  @Test
  void reportOfLongTracesIsShort() throws IOException {
    String event = "[0,'T0','print',1],";
    String trace = TRACE.replace("'trace':[", "'trace':[" + event.repeat(1000));
    String report = report(trace, trace.replace("start", "begin"));
    assertTrue(report.contains("... 975 equal events\n"), report);
    assertTrue(report.lines().count() < 50, report);
    assertFalse(report.contains("more events"), report);
  }
}
