package dev.heddle.specs.bench;

import dev.heddle.Loop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints how long a JVM takes from its start to the end of its first run of a loop, beside one that
 * does nothing, and how long the first run itself takes.
 */
public final class StartUp {
  private static final int JVMS = 11;

  private StartUp() {}

  /** The child: nothing, or one run. */
  public static final class Child {
    private Child() {}

    /** Runs a loop if there is an argument; prints the nanoseconds that it took. */
    public static void main(String[] args) {
      long start = System.nanoTime();
      if (args.length > 0) {
        Loop.run(loop -> "");
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  /** Argument: the harness's jar. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String agent = "-javaagent:" + args[0];
    String dynamic = "-XX:+EnableDynamicAgentLoading";
    print("JVM that does nothing", List.of(dynamic), false);
    print("first loop, agent given with -javaagent", List.of(agent), true);
    print(
        "first loop, attached in the process",
        List.of(dynamic, "-Djdk.attach.allowAttachSelf=true"),
        true);
    print("first loop, attached by a helper process", List.of(dynamic), true);
  }

  private static void print(String what, List<String> options, boolean run)
      throws IOException, InterruptedException {
    long[] whole = new long[JVMS];
    long[] first = new long[JVMS];
    for (int i = 0; i < JVMS; i++) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
      if (run) {
        command.add("run");
      }
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      process.waitFor();
      whole[i] = System.nanoTime() - start;
      first[i] = Long.parseLong(printed);
    }
    System.out.printf("%-42s JVM %5d ms, first run %5d ms%n", what, millis(whole), millis(first));
  }

  /** The median. */
  private static long millis(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1_000_000;
  }
}
