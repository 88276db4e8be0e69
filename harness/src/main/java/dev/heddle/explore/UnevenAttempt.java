package dev.heddle.explore;

import org.jspecify.annotations.Nullable;

/**
 * A program that knows when a run of it was not as later ones are.
 *
 * @param <T> what it returns
 */
interface UnevenAttempt<T extends @Nullable Object> extends Attempt<T> {
  /**
   * Whether in the last run an initialiser has changed what belongs to other classes, so that later
   * runs begin with that.
   */
  boolean isChangedByInitialiser();
}
