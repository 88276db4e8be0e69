package dev.heddle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Runs a main class of the tests in a JVM of its own. */
public final class Fork {
  private Fork() {}

  /** What a JVM left: its exit status, and everything that it printed. */
  public record Result(int status, String output) {}

  public static Result run(List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return runOn(System.getProperty("java.class.path"), jvmArguments, main, arguments);
  }

  /** Compiles a file in memory and runs it, with the class path of this JVM. */
  static Result runSource(List<String> jvmArguments, Path source)
      throws IOException, InterruptedException {
    return java(
        System.getProperty("java.class.path"),
        jvmArguments,
        List.of("--source", "25", source.toString()));
  }

  /** As {@link #runOn}; fails if the JVM has not ended after {@code limit} of real time. */
  static Result runWithin(
      Duration limit, String classPath, List<String> jvmArguments, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<String> rest = new ArrayList<>(List.of(main.getName()));
    rest.addAll(List.of(args));
    Path output = Files.createTempFile("heddle-fork", ".txt");
    try {
      Process process =
          command(classPath, jvmArguments, rest).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(output);
      if (!ended) {
        throw new AssertionError(
            "The JVM had not ended after " + limit + ". It had printed:\n" + text);
      }
      return new Result(process.exitValue(), text);
    } finally {
      Files.delete(output);
    }
  }

  static Result runOn(
      String classPath, List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(main.getName()));
    command.addAll(List.of(arguments));
    return java(classPath, jvmArguments, command);
  }

  private static Result java(String classPath, List<String> jvmArguments, List<String> rest)
      throws IOException, InterruptedException {
    return end(command(classPath, jvmArguments, rest));
  }

  /** Runs a launcher, which may be of another JDK. */
  public static Result java(Path launcher, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    return end(new ProcessBuilder(command).redirectErrorStream(true));
  }

  private static Result end(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return new Result(process.waitFor(), output);
  }

  private static ProcessBuilder command(
      String classPath, List<String> jvmArguments, List<String> rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", classPath));
    command.addAll(rest);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** The harness's jar, made from its classes and the manifest that the build uses. */
  public static Path jar(Path folder) throws IOException {
    Path classes = Path.of("target", "classes");
    Path jar = folder.resolve("heddle-harness.jar");
    Manifest manifest;
    try (InputStream in = Files.newInputStream(Path.of("src", "main", "agent", "MANIFEST.MF"))) {
      manifest = new Manifest(in);
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(path).toString();
        if (!name.equals("META-INF/MANIFEST.MF")) {
          out.putNextEntry(new java.util.jar.JarEntry(name));
          Files.copy(path, out);
          out.closeEntry();
        }
      }
    }
    return jar;
  }

  /** The class path of this JVM with {@code jar} in place of the harness's classes. */
  static String classPathWith(Path jar) {
    Path classes = Path.of("target", "classes");
    StringBuilder path = new StringBuilder(jar.toString());
    StringTokenizer entries =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    while (entries.hasMoreTokens()) {
      String entry = entries.nextToken();
      if (!Path.of(entry).endsWith(classes)) {
        path.append(File.pathSeparator).append(entry);
      }
    }
    return path.toString();
  }
}
