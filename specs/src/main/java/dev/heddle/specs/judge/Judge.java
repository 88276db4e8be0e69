package dev.heddle.specs.judge;

import dev.heddle.internal.hook.Carrier;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The command: runs the programs of standard input, one a line, and writes the trace of each as one
 * line to standard output at once.
 *
 * <p>Exit status: 0; 2 for bad input or usage, with what is wrong and where on standard error; 1 if
 * the judge itself failed. The traces of the programs before that are written.
 */
public final class Judge {
  private static final String USAGE = "usage: judge [--iters] < programs.jsonl > traces.jsonl";
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  private final boolean withTurns;
  private final Lines in;
  private final OutputStream out;
  private final PrintStream err;

  Judge(boolean withTurns, InputStream in, OutputStream out, PrintStream err) {
    this.withTurns = withTurns;
    this.in = new Lines(in);
    this.out = out;
    this.err = err;
  }

  /** Runs the command. */
  public static void main(String[] args) throws InterruptedException {
    List<String> options = List.of(args);
    if (!options.isEmpty() && !options.equals(List.of("--iters"))) {
      System.err.println(USAGE);
      System.exit(BAD_INPUT);
    }
    Judge judge =
        new Judge(
            !options.isEmpty(),
            new FileInputStream(FileDescriptor.in),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            System.err);
    System.exit(judge.runOnCarrier());
  }

  /** Runs all programs on one carrier, where loops run in place, without a change of threads. */
  int runOnCarrier() throws InterruptedException {
    int[] status = {FAILED};
    Carrier carrier = new Carrier(() -> status[0] = run());
    carrier.start();
    carrier.join();
    return status[0];
  }

  /** Runs all programs; returns the exit status. */
  private int run() {
    try {
      for (String line = in.next(); line != null; line = in.next()) {
        if (!line.isBlank()) {
          write(new ProgramRun(ProgramReader.read(line), withTurns).result());
        }
      }
      return 0;
    } catch (BadInput e) {
      err.println("judge: line " + in.number() + ": " + e.getMessage());
      return BAD_INPUT;
    } catch (IOException | RuntimeException | Error e) {
      err.println("judge: line " + in.number() + ": this is no fault of the program:");
      e.printStackTrace(err);
      return FAILED;
    }
  }

  private void write(String trace) throws IOException {
    out.write(trace.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    out.flush();
  }
}
