package dev.heddle.specs.judge;

import dev.heddle.internal.hook.Carrier;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.sessions.JqwikSession;

/**
 * The command: draws programs, runs each on Heddle and by a command that answers every line at
 * once, and shows the first that differs, made small, in Python and in Java.
 *
 * <p>Exit status: 0 if none differs, 1 if one does, 2 for bad usage, 3 if the search itself failed.
 */
public final class DrawnPrograms {
  private static final String USAGE = "usage: drawn-programs count seed command ...";
  private static final int DIFFERENT = 1;
  private static final int BAD_USAGE = 2;
  private static final int FAILED = 3;
  private static final int FIRST_OF_COMMAND = 2;

  private DrawnPrograms() {}

  /** Runs the command. */
  public static void main(String[] args) throws Exception {
    if (args.length <= FIRST_OF_COMMAND || !args[0].matches("\\d+") || !args[1].matches("\\d+")) {
      System.err.println(USAGE);
      System.exit(BAD_USAGE);
    }
    List<String> command = List.of(args).subList(FIRST_OF_COMMAND, args.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int[] status = {FAILED};
    try (BufferedWriter to =
            new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        BufferedReader from =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      DrawnSearch search = new DrawnSearch(program -> ask(program, to, from), out());
      Carrier carrier = new Carrier(() -> JqwikSession.run(() -> status[0] = run(search, args)));
      carrier.start();
      carrier.join();
    } finally {
      process.destroy();
    }
    System.exit(status[0]);
  }

  private static PrintStream out() {
    return new PrintStream(System.out, false, StandardCharsets.UTF_8);
  }

  private static int run(DrawnSearch search, String[] args) {
    try {
      return search.run(Long.parseLong(args[0]), Long.parseLong(args[1])) ? 0 : DIFFERENT;
    } catch (IOException e) {
      System.err.println("drawn-programs: " + e.getMessage());
      return FAILED;
    }
  }

  private static String ask(String program, BufferedWriter to, BufferedReader from)
      throws IOException {
    to.write(program);
    to.newLine();
    to.flush();
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException("The command has ended without an answer to " + program);
    }
    return answer;
  }
}
