package dev.heddle.junit;

import static dev.heddle.junit.Kit.scheduleReport;
import static dev.heddle.junit.Kit.tokenOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules that failed are kept and tried first. */
class KnownFailuresTest {

  /** A bug that can be mended. */
  static class Mendable {
    static volatile boolean mended;
    static final AtomicInteger RUNS = new AtomicInteger();

    @HeddleTest(schedules = 200)
    void test(Loop loop) {
      RUNS.incrementAndGet();
      List<Integer> order = new ArrayList<>();
      Task<?> a = loop.createTask(() -> order.add(1));
      Task<?> b = loop.createTask(() -> order.add(2));
      Task<?> c = loop.createTask(() -> order.add(3));
      Tasks.gather(List.of(a, b, c)).await();
      assertTrue(mended || !order.equals(List.of(3, 2, 1)), "order");
    }
  }

  /** A failing schedule is kept, tried first next time, and forgotten when it passes. */
  @Test
  void failuresAreKept(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/failures.txt");
    String name = file.toString();
    Mendable.mended = false;
    Mendable.RUNS.set(0);
    Throwable failure = Kit.failureOf(Mendable.class, "heddle.failures", name);
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("# Schedules under which tests failed"));
    assertTrue(lines.get(1).startsWith(tokenOf(failure) + "\t[engine:junit-jupiter]/"));
    assertTrue(
        lines.get(1).endsWith("AssertionFailedError: order ==> expected: <true> but was: <false>"));

    Throwable again = Kit.failureOf(Mendable.class, "heddle.failures", name);
    assertTrue(
        scheduleReport(again).startsWith("A schedule that failed before failed again with 2"),
        scheduleReport(again));
    assertEquals(lines, Files.readAllLines(file));

    Mendable.mended = true;
    try {
      Mendable.RUNS.set(0);
      Kit.passes(1, Mendable.class, "heddle.failures", name);
      assertTrue(Mendable.RUNS.get() >= 201, "runs " + Mendable.RUNS);
      assertEquals(lines.subList(0, 1), Files.readAllLines(file));
    } finally {
      Mendable.mended = false;
    }
  }

  /** Damaged lines are told and kept; a foreign file is told and left alone; neither is a crash. */
  @Test
  void damagedFiles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("failures.txt");
    Kit.failureOf(Mendable.class, "heddle.failures", file.toString());
    String good = Files.readString(file);
    String id = good.split("\t", -1)[1];
    String damaged = good + "h1.xx\t" + id + "\tno token\nnonsense\n\n# a note\n";
    Files.writeString(file, damaged);
    assertTrue(
        scheduleReport(Kit.failureOf(Mendable.class, "heddle.failures", file.toString()))
            .startsWith("A schedule that failed before"));
    assertTrue(Files.readString(file).contains("h1.xx\t" + id + "\tno token\nnonsense\n"));

    for (byte[] foreign :
        List.of(
            "my notes\n".getBytes(StandardCharsets.UTF_8),
            new byte[] {-1, -2, 0, 1},
            new byte[100_000])) {
      Files.write(file, foreign);
      Kit.failureOf(Mendable.class, "heddle.failures", file.toString());
      assertEquals(-1, Arrays.mismatch(foreign, Files.readAllBytes(file)));
    }
    Kit.failureOf(Mendable.class, "heddle.failures", folder.toString());
  }
}
