package dev.heddle.specs.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a peer in JVMs of its own, so that neither harness works in what the other has changed. */
final class PeerJvm {
  private static final int KILLED = 128 + 9;

  private final String classPath;
  private final String name;

  private PeerJvm(String classPath, String name) {
    this.classPath = classPath;
    this.name = name;
  }

  /** A class that uses Heddle. */
  static PeerJvm heddle(Class<?> peer) {
    return new PeerJvm(System.getProperty("java.class.path"), peer.getName());
  }

  /** A class that uses Lincheck, which the build does not know. */
  static PeerJvm lincheck(String classPath, String simpleName) {
    return new PeerJvm(classPath, "dev.heddle.specs.peers." + simpleName);
  }

  /** Returns the lines that the peer prints until it ends, or is ended after so long. */
  List<String> run(Duration limit, String... arguments) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(arguments)).redirectError(errors()).start();
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0 && status != KILLED) {
      throw new IllegalStateException(name + " has failed, after:\n" + printed);
    }
    return printed.lines().toList();
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "-XX:+UseParallelGC",
                "-cp",
                classPath,
                name));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Lincheck's are many, and none of them matters here. */
  private ProcessBuilder.Redirect errors() {
    return name.contains("Lincheck")
        ? ProcessBuilder.Redirect.DISCARD
        : ProcessBuilder.Redirect.INHERIT;
  }
}
