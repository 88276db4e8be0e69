package dev.heddle.specs.races;

import dev.heddle.Loop;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.util.List;

/** Replays tokens of races, and prints what comes of it: run by other JVMs. */
final class RaceReplays {
  private RaceReplays() {}

  /** Its arguments are names of races, each followed by a token. */
  public static void main(String[] arguments) {
    System.out.print(replayed(List.of(arguments)));
  }

  /** How each race fails, and its steps. */
  static String replayed(List<String> namesAndTokens) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < namesAndTokens.size(); i += 2) {
      String name = namesAndTokens.get(i);
      Race race =
          Races.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
      all.append(name).append('\n').append(replay(race, namesAndTokens.get(i + 1)));
    }
    return all.toString();
  }

  private static String replay(Race race, String token) {
    Loop[] built = new Loop[1];
    try {
      Loop.builder()
          .policy(Policies.replay(Schedule.parse(token)))
          .sites(true)
          .problems(problem -> {})
          .onBuilt(loop -> built[0] = loop)
          .run(
              loop -> {
                race.buggy();
              });
      return "passed\n" + built[0].trace();
    } catch (Throwable e) {
      return String.valueOf(e).lines().findFirst().orElseThrow() + "\n" + built[0].trace();
    }
  }
}
