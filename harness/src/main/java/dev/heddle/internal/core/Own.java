package dev.heddle.internal.core;

import java.util.function.Supplier;

/**
 * What a callback of the loop's own would do, as far as a policy is concerned: who may reorder it?
 *
 * @param owner whose it is; those of one owner are told together
 * @param effect what it would do if it were called now
 */
public record Own(Object owner, Supplier<Effect> effect) {
  /** What a callback of the loop's own would do. */
  public enum Effect {
    /** Nothing that anybody else can see: it happens at its place in line, unasked. */
    NOTHING,
    /**
     * Lets somebody go on, and nothing else: it happens unasked once it is first in line; before
     * that, who would go on may be chosen, and goes on at once.
     */
    WAKES,
    /** Changes what others see, as a timeout does: its place is for the policy to choose. */
    ACTS
  }

  /** Nobody sees it. */
  public static final Own NOTHING = new Own("nothing", () -> Effect.NOTHING);

  /** A wake-up that is nobody else's. */
  public static Own wakes(Object owner) {
    return new Own(owner, () -> Effect.WAKES);
  }

  /** A deed of the loop's own. */
  public static Own acts(Object owner) {
    return new Own(owner, () -> Effect.ACTS);
  }
}
