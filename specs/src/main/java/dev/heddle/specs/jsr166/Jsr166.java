package dev.heddle.specs.jsr166;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the JSR-166 tests with Heddle and without, each in JVMs of its own, and prints what passed
 * by suite.
 */
public final class Jsr166 {
  private final File log;
  private final String pattern;

  private Jsr166(File log, String pattern) {
    this.log = log;
    this.pattern = pattern;
  }

  /**
   * Arguments: the file of known failures, a file for what the tests print to standard error, and a
   * pattern that the names of tests ({@code Suite.test}) match, empty for all. Exits with 1 if a
   * test that is not known passes without Heddle only.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Set<String> known = known(Path.of(args[0]));
    Jsr166 runs = new Jsr166(new File(args[1]), args[2]);
    Table table = new Table(runs.run("plain"), runs.run("heddle"), known);
    System.out.print(table.text());
    System.exit(table.unexpected().isEmpty() ? 0 : 1);
  }

  /** A line has a test, a colon and the reason, or is a comment. */
  private static Set<String> known(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#") && line.contains(":"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toSet());
  }

  private List<Result> run(String mode) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    int known = -1;
    while (results.size() > known) {
      known = results.size();
      runWorker(mode, known == 0 ? 0 : results.get(known - 1).index() + 1, results);
    }
    return results;
  }

  private void runWorker(String mode, int first, List<Result> results)
      throws IOException, InterruptedException {
    Process worker =
        new ProcessBuilder(command(mode, first))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    worker.getOutputStream().close();
    Result last = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Result result = Result.of(line);
        if (result != null && !result.outcome().equals(Result.BEGUN)) {
          results.add(result);
        }
        last = result == null ? last : result;
      }
    }
    worker.waitFor();
    addIfItEndedTheJvm(last, results);
  }

  private static void addIfItEndedTheJvm(@Nullable Result last, List<Result> results) {
    if (last != null && last.outcome().equals(Result.BEGUN)) {
      results.add(new Result(last.index(), last.suite(), last.name(), "ended its JVM", ""));
    }
  }

  private List<String> command(String mode, int first) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(mode, Integer.toString(first), pattern));
    return command;
  }
}
