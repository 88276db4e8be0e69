package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.memory.Canary;
import dev.heddle.schedule.PointLevel;
import org.junit.jupiter.api.Test;

/** A search that finds nothing in a JVM where nothing can be found does not pass. */
class CanaryCheckTest {
  /** In this JVM races are found. */
  @Test
  void findsItsRace() {
    assertDoesNotThrow(() -> CanaryCheck.require(Canary::passes));
  }

  /** A program whose race never shows stands for a JVM in which none is found. */
  @Test
  void saysThatItIsBlind() {
    BlindError blind = assertThrows(BlindError.class, () -> CanaryCheck.require(() -> true));
    assertTrue(
        blind.getMessage().contains("does not even find the race of two threads that run count++"),
        blind::toString);
    assertTrue(blind.getMessage().contains("another Java agent"), blind::toString);
  }

  /** Whoever switches only where threads suspend does not find it. */
  @Test
  void needsPoints() {
    Exploration<Boolean> without =
        Explorer.create().points(PointLevel.NONE).explore(loop -> Canary.passes());
    assertFalse(without.values().contains(false), without::summary);
  }
}
