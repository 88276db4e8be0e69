package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.SearchStrategy;
import org.jspecify.annotations.Nullable;

/** A search of a user's own: the default order, so many times. */
final class DefaultOrderSearch implements SearchStrategy {
  private int left;

  DefaultOrderSearch(int times) {
    left = times;
  }

  @Override
  public boolean next() {
    return left-- > 0;
  }

  @Override
  public @Nullable SearchStrategy split() {
    return null;
  }

  @Override
  public int bound() {
    return 0;
  }

  @Override
  public int choose(Decision decision) {
    return 0;
  }
}
