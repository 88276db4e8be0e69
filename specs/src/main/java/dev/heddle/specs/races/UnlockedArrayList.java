package dev.heddle.specs.races;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Two threads add to an ArrayList without a lock, and an element is lost. */
final class UnlockedArrayList implements Race {
  @Override
  public String bug() {
    return "ArrayList without a lock";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new ArrayList<>());
  }

  @Override
  public void mended() throws Exception {
    run(Collections.synchronizedList(new ArrayList<>()));
  }

  private static void run(List<String> list) throws Exception {
    Threads.runAll(() -> list.add("a"), () -> list.add("b"));
    Check.number("The size of the list", 2, list.size());
    for (String element : list) {
      Check.that(element != null, "The list must not have a hole.");
    }
  }
}
