package dev.heddle.specs.bench;

import dev.heddle.specs.races.Race;
import dev.heddle.specs.races.Races;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Prints how soon Heddle and Lincheck find each race. There is a JVM for each race and side, so
 * that one that hangs can be ended.
 */
public final class RacePeers {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String HEAD =
      """
      | race | Heddle: schedules | first, ms | later | Lincheck: schedules | first, ms | later |
      |---|---:|---:|---:|---:|---:|---:|""";

  /** A race, and the searches of each side. */
  private record Row(String race, RaceSearches heddle, RaceSearches lincheck) {
    boolean bothFind() {
      return heddle.found() && lincheck.found();
    }

    double ratio(ToDoubleFunction<RaceSearches> millis) {
      return millis.applyAsDouble(lincheck) / millis.applyAsDouble(heddle);
    }
  }

  private final PeerJvm heddle = PeerJvm.heddle(HeddleRaces.class);
  private final PeerJvm lincheck;
  private final int jvms;

  private RacePeers(PeerJvm lincheck, int jvms) {
    this.lincheck = lincheck;
    this.jvms = jvms;
  }

  /** Arguments: the class path of Lincheck's peer; how many JVMs a race and side has. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    int jvms = Integer.parseInt(args[1]);
    new RacePeers(PeerJvm.lincheck(args[0], "LincheckRaces"), jvms).print();
  }

  private void print() throws IOException, InterruptedException {
    System.out.println(HEAD);
    List<Row> rows = new ArrayList<>();
    for (Race race : Races.all()) {
      Row row = row(race.name());
      System.out.printf("| %s | %s | %s |%n", row.race(), row.heddle(), row.lincheck());
      rows.add(row);
    }
    summarize(rows);
  }

  private Row row(String race) throws IOException, InterruptedException {
    Row row = new Row(race, new RaceSearches(), new RaceSearches());
    for (int i = 0; i < jvms; i++) {
      row.heddle().add(heddle.run(LIMIT, race));
      row.lincheck().add(lincheck.run(LIMIT, race));
    }
    return row;
  }

  private static void summarize(List<Row> rows) {
    List<Row> both = rows.stream().filter(Row::bothFind).toList();
    System.out.printf(
        "%nHeddle finds %d of %d, Lincheck %d. For the %d that both find, Lincheck's time is %.1f "
            + "times Heddle's in the first search of a JVM and %.1f times later (medians); "
            + "Lincheck is quicker in %d and %d.%n",
        rows.stream().filter(row -> row.heddle().found()).count(),
        rows.size(),
        rows.stream().filter(row -> row.lincheck().found()).count(),
        both.size(),
        median(ratios(both, RaceSearches::first)),
        median(ratios(both, RaceSearches::later)),
        ratios(both, RaceSearches::first).filter(ratio -> ratio < 1).count(),
        ratios(both, RaceSearches::later).filter(ratio -> ratio < 1).count());
  }

  private static DoubleStream ratios(List<Row> rows, ToDoubleFunction<RaceSearches> millis) {
    return rows.stream().mapToDouble(row -> row.ratio(millis));
  }

  /** The upper one, if there are two in the middle; NaN if there is none. */
  static double median(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
