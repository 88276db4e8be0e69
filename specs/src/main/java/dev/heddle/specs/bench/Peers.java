package dev.heddle.specs.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Prints Heddle's figures beside Lincheck's, from JVMs that take turns. */
public final class Peers {
  private static final int JVMS = 3;

  /** More than a peer takes. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final PeerJvm peer;
  private final Map<String, List<Double>> figures = new HashMap<>();

  private Peers(PeerJvm peer) {
    this.peer = peer;
  }

  /** Argument: the class path of Lincheck's peer. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Peers heddle = new Peers(PeerJvm.heddle(HeddlePeer.class));
    Peers lincheck = new Peers(PeerJvm.lincheck(args[0], "LincheckPeer"));
    for (int i = 0; i < JVMS; i++) {
      heddle.run();
      lincheck.run();
    }
    System.out.printf("%-46s %12s %12s %8s%n", "", "Heddle", "Lincheck", "ratio");
    printRate("schedules/s, 3 threads of 7 writes", "steps", heddle, lincheck);
    printRate("schedules/s, 2 threads of 7 updates", "updates", heddle, lincheck);
    printTime("ms to the lost update, first search of a JVM", "cold", heddle, lincheck);
    printTime("ms to the lost update, later", "warm", heddle, lincheck);
    printTime("schedules to the lost update", "found", heddle, lincheck);
  }

  private void run() throws IOException, InterruptedException {
    peer.run(LIMIT).stream().filter(line -> line.matches("[a-z]+ [0-9.E]+")).forEach(this::add);
  }

  private void add(String line) {
    String[] figure = line.split(" ", -1);
    figures.computeIfAbsent(figure[0], key -> new ArrayList<>()).add(Double.valueOf(figure[1]));
  }

  private double median(String figure) {
    List<Double> all = Objects.requireNonNull(figures.get(figure), figure);
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }

  private static void printRate(String what, String figure, Peers heddle, Peers lincheck) {
    printRow(what, figure, heddle, lincheck, heddle.median(figure) / lincheck.median(figure));
  }

  private static void printTime(String what, String figure, Peers heddle, Peers lincheck) {
    printRow(what, figure, heddle, lincheck, lincheck.median(figure) / heddle.median(figure));
  }

  private static void printRow(
      String what, String figure, Peers heddle, Peers lincheck, double ratio) {
    System.out.printf(
        "%-46s %,12.1f %,12.1f %8.1f%n",
        what, heddle.median(figure), lincheck.median(figure), ratio);
  }
}
