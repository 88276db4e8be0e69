package dev.heddle.specs.beside;

import org.junit.jupiter.api.Test;

/** Races in what Kotlin's compiler makes of its captured variables, objects and functions. */
class KotlinRacesTest {
  /** A program in Kotlin, which takes whether it is mended. */
  private interface InKotlin {
    boolean isFine(boolean mended);
  }

  private static void check(InKotlin program, String words) {
    Suspect racy = () -> program.isFine(false);
    Suspect mended = () -> program.isFine(true);
    racy.isFoundRacing(words);
    mended.passes();
  }

  @Test
  void capturedVariable() {
    check(KotlinRaces::captured, "reads IntRef.element (KotlinRaces.kt:");
  }

  @Test
  void propertyOfAnObject() {
    check(KotlinRaces::singleton, "reads KotlinRaces.ofSingleton (KotlinRaces.kt:");
  }

  @Test
  void propertyOfAClass() {
    check(KotlinRaces::property, "reads Account.balance (KotlinRaces.kt:");
  }

  @Test
  void propertyOfACompanion() {
    check(KotlinRaces::companion, "reads Account.opened (KotlinRaces.kt:");
  }

  @Test
  void lazyValue() {
    check(KotlinRaces::lazily, "reads ObjectRef.element (KotlinRaces.kt:");
  }

  @Test
  void getOrPut() {
    check(KotlinRaces::getOrPut, " before ");
  }

  @Test
  void collectionOfKotlin() {
    check(KotlinRaces::deque, "calls ArrayDeque.");
  }

  @Test
  void coroutines() {
    check(KotlinRaces::coroutines, "reads IntRef.element (KotlinRaces.kt:");
  }
}
