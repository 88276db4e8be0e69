package dev.heddle.junit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own. */
final class Fork {
  private Fork() {}

  /** What a JVM left: its exit status, and everything that it printed. */
  record Result(int status, String output) {}

  /** With the class path of this JVM, on the same JDK. */
  static Result run(List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(jvmArguments);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(List.of(arguments));
    return java(Path.of(System.getProperty("java.home"), "bin", "java"), all);
  }

  /** A launcher, which may be of another JDK. */
  static Result java(Path launcher, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream in = process.getInputStream()) {
      String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    }
  }
}
