package dev.heddle.specs.races;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What holds for every race that people have. */
class RacesTest {
  private static final Pattern TOKEN = Pattern.compile("replay = \"(h2\\.[\\w-]+)\"");

  /** What each race fails with, by its name. */
  private static final Map<String, Throwable> FAILURES = new TreeMap<>();

  private static Events testsOf(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameter("heddle.failures", "none")
        .configurationParameter("heddle.summary", "none")
        .execute()
        .testEvents();
  }

  @BeforeAll
  static void findAll() {
    testsOf(BuggyRaces.class).failed().stream()
        .forEach(
            event -> {
              String method = event.getTestDescriptor().getDisplayName().replace("()", "");
              FAILURES.put(
                  Character.toUpperCase(method.charAt(0)) + method.substring(1),
                  event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow());
            });
  }

  static Stream<Named<Race>> races() {
    return Races.all().stream().map(race -> Named.of(race.name(), race));
  }

  /** With nothing set but the number of schedules; and what is found is shrunk and shown. */
  @ParameterizedTest
  @MethodSource("races")
  void isFoundAndShown(Race race) {
    Throwable failure = FAILURES.get(race.name());
    assertNotNull(failure, "No schedule failed.");
    String report = RaceReplays.report(failure);
    assertFalse(report.contains("It fails in the default order"), report);
    assertTrue(report.contains(" before "), report);
    assertTrue(TOKEN.matcher(report).find(), report);
    assertTrue(report.contains("enough") || report.contains("with one change of order"), report);
  }

  /** The two accesses of the most famous one, to the letter. */
  @Test
  void collidingAccesses() {
    String report = RaceReplays.report(FAILURES.get("PlainCounter"));
    assertTrue(
        report.contains(
            "Thread-1 reads Careless.value (PlainCounter.java:16) before Thread-0 writes it\n"
                + "    (PlainCounter.java:16); Thread-0 had read 0"),
        report);
    assertTrue(report.contains("» reads value: 0"), report);
    assertTrue(report.contains("writes value: 1"), report);
  }

  @Test
  void everyMendedFormPasses() {
    Events tests = testsOf(MendedRaces.class);
    assertAll(
        tests.failed().stream()
            .map(
                event ->
                    () -> {
                      throw event
                          .getRequiredPayload(TestExecutionResult.class)
                          .getThrowable()
                          .orElseThrow();
                    }));
    assertEquals(Races.all().size(), tests.succeeded().count());
  }

  /** Whoever runs the default order alone finds none of them. */
  @ParameterizedTest
  @MethodSource("races")
  void defaultOrderHidesIt(Race race) {
    Loop.run(
        loop -> {
          race.buggy();
        });
  }

  /** Most of them need switches where no thread suspends. */
  @Test
  void areMostlyHiddenWithoutPoints() {
    List<String> found = new ArrayList<>();
    for (Race race : Races.all()) {
      Optional.ofNullable(
              Explorer.create()
                  .points(PointLevel.NONE)
                  .shrinkRuns(1)
                  .explore(
                      loop -> {
                        race.buggy();
                        return "";
                      })
                  .failure())
          .ifPresent(failure -> found.add(race.name()));
    }
    assertTrue(found.size() < 10, found::toString);
  }

  private static List<String> methodsAndTokens() {
    List<String> all = new ArrayList<>();
    FAILURES.forEach(
        (name, failure) -> {
          Matcher token = TOKEN.matcher(RaceReplays.report(failure));
          assertTrue(token.find(), name);
          all.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
          all.add(token.group(1));
        });
    return all;
  }

  /** In new JVMs, with other garbage collectors, a token gives the same failure and report. */
  @Tag("starts-jvms")
  @Test
  void replaysInOtherJvms() throws Exception {
    List<String> first = replayed("-XX:+UseSerialGC");
    assertEquals(Races.all().size(), first.size() - 1);
    for (String collector : List.of("-XX:+UseParallelGC", "-XX:+UseZGC")) {
      List<String> other = replayed(collector);
      for (int i = 0; i < first.size(); i++) {
        assertEquals(first.get(i), other.get(i));
      }
    }
    String all = String.join("", first);
    assertFalse(all.contains("\npassed\n"), all);
    assertFalse(all.contains("DivergedError"), all);
    assertFalse(all.contains("no report"), all);
  }

  /** What a JVM says of each race. */
  private static List<String> replayed(String collector) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(collector);
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-Djdk.attach.allowAttachSelf=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(RaceReplays.class.getName());
    command.addAll(methodsAndTokens());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(0, process.waitFor());
    return List.of(output.split(RaceReplays.NEXT));
  }
}
