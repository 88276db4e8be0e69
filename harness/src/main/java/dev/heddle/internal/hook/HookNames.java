package dev.heddle.internal.hook;

/** The internal names of the classes in {@code java.lang} that edited classes call. */
public final class HookNames {
  /** The copy of {@code Hooks}. */
  public static final String HOOKS = "java/lang/HeddleHooks";

  /** The copy of {@code PoolHooks}. */
  public static final String POOLS = "java/lang/HeddlePoolHooks";

  /** The copy of {@code RandomnessHooks}. */
  public static final String RANDOMNESS = "java/lang/HeddleRandomnessHooks";

  /** The copy of {@code FutureHooks}. */
  public static final String FUTURES = "java/lang/HeddleFutureHooks";

  /** The copy of {@code PointHooks}. */
  public static final String POINTS = "java/lang/HeddlePointHooks";

  /** The copy of {@code InitialiserHooks}. */
  public static final String INITIALISERS = "java/lang/HeddleInitialiserHooks";

  private HookNames() {}
}
