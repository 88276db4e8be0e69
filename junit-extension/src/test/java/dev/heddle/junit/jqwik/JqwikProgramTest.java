package dev.heddle.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Loop;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are drawn, run and printed. */
class JqwikProgramTest {
  private static final int PROGRAMS = 60;

  /** Every program ends, and says the same again under the same schedule. */
  @Property(tries = 300)
  @Domain(HeddleDomain.class)
  void everyProgramEnds(@ForAll ConcurrentProgram program, @ForAll DrawnSchedule schedule) {
    List<String> once = Loop.builder().policy(schedule.policy()).run(program::run);
    assertEquals(once, Loop.builder().policy(schedule.policy()).run(program::run));
  }

  private static ConcurrentProgram program(int seed, Set<Statement> kinds) {
    Random random = new Random(seed);
    List<Statement> all = List.copyOf(kinds);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Statement kind = i % 4 == 0 ? Statement.CREATE : all.get(random.nextInt(all.size()));
      lines.add(new Line(random.nextInt(6), kind, random.nextInt(5)));
    }
    return new ConcurrentProgram(lines);
  }

  /** The printed Java is the program: it says the same, by the same schedule. */
  @Test
  void printedJavaSaysTheSame(@TempDir Path folder) throws Exception {
    StringBuilder source =
        new StringBuilder(
            """
            import dev.heddle.*;
            import java.time.Duration;
            import java.util.*;
            public class Printed {
            """);
    List<ConcurrentProgram> programs = new ArrayList<>();
    for (int seed = 0; seed < PROGRAMS; seed++) {
      programs.add(program(seed, EnumSet.allOf(Statement.class)));
      source.append("public ").append(named(programs.getLast().toJava(), seed)).append('\n');
    }
    Files.writeString(folder.resolve("Printed.java"), source.append("}\n"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                Path.of(Loop.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                folder.resolve("Printed.java").toString());
    assertEquals(0, result);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> printed = loader.loadClass("Printed");
      for (int seed = 0; seed < PROGRAMS; seed++) {
        saysTheSame(programs.get(seed), printed.getMethod("program" + seed, Loop.class), seed);
      }
    }
  }

  private static String named(String method, int number) {
    return method.replace(" program(", " program" + number + "(");
  }

  private static void saysTheSame(ConcurrentProgram program, Method printed, int seed) {
    Schedule[] schedule = new Schedule[1];
    List<String> said =
        Loop.builder()
            .policy(Policies.random(seed))
            .run(
                loop -> {
                  List<String> letters = program.run(loop);
                  schedule[0] = loop.schedule();
                  return letters;
                });
    Object again =
        Loop.builder()
            .policy(Policies.replay(schedule[0]))
            .run(
                loop -> {
                  Object letters = printed.invoke(null, loop);
                  assertEquals(schedule[0], loop.schedule());
                  return letters;
                });
    assertEquals(said, again);
  }

  /** The printed Python says in CPython what the program says in the default order. */
  @Test
  @Tag("starts-jvms")
  void printedPythonSaysTheSame(@TempDir Path folder) throws Exception {
    assumeTrue(hasPython(), "there is no python3");
    Set<Statement> withoutTime =
        EnumSet.complementOf(EnumSet.of(Statement.SLEEP, Statement.SPEND, Statement.GET));
    for (int seed = 0; seed < 10; seed++) {
      ConcurrentProgram program = program(seed, withoutTime);
      Path file = Files.writeString(folder.resolve("program.py"), program.toPython());
      List<String> said = Loop.run(program::run);
      assertEquals(String.join(" ", said), output("python3", file.toString()).strip());
    }
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return output("python3", "-c", "import sys; print(sys.version_info >= (3, 9))")
          .startsWith("True");
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  static class SaysInOrder {
    @Provide
    Arbitrary<ConcurrentProgram> programs() {
      return HeddleDomain.programs(20, Statement.CREATE, Statement.SAY);
    }

    @Property(seed = "1")
    @OnLoop
    void bBeforeC(
        @ForAll("programs") ConcurrentProgram program, @ForAll DrawnSchedule schedule, Loop loop) {
      List<String> said = program.run(loop);
      if (said.indexOf("c") >= 0 && said.indexOf("c") < said.indexOf("b")) {
        throw new AssertionError("c before b");
      }
    }
  }

  /** A failing sample is shown in both languages, in jqwik's report and in the exception. */
  @Test
  void aFailingSampleIsShownInBothLanguages() {
    var results = JqwikKit.run(SaysInOrder.class);

    Throwable failure = JqwikKit.failureOf(results);
    for (String shown : List.of(JqwikKit.entries(results), JqwikKit.report(failure))) {
      assertTrue(shown.contains("static List<String> program(Loop loop) {"), shown);
      assertTrue(shown.contains("async def program():"), shown);
      assertTrue(shown.contains("choices [1]"), shown);
    }
  }
}
