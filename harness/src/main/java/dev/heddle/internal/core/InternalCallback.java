package dev.heddle.internal.core;

import java.util.function.Supplier;

/**
 * Marks a callback as the harness's own, and says what it would do: by that, the policy may or may
 * not reorder it.
 *
 * @param owner what it belongs to, such as the future that it completes; callbacks of one owner run
 *     together
 * @param effect what it would do if it were called now
 */
public record InternalCallback(Object owner, Supplier<Effect> effect) {
  /** What an internal callback does to the rest of the program. */
  public enum Effect {
    /** Nothing that others can see. It runs at its place in the queue; the policy is not asked. */
    NONE,
    /**
     * Wakes a thread, and does nothing else. It runs without asking once it is first in the queue.
     * Before that, the policy may choose the thread that it would wake, which then runs at once.
     */
    WAKES,
    /** Changes what others see, as a timeout does: the policy chooses when it runs. */
    ACTS
  }

  /** Does nothing that others see. */
  public static final InternalCallback INVISIBLE =
      new InternalCallback("invisible", () -> Effect.NONE);

  /** Wakes a thread on behalf of {@code owner}. */
  public static InternalCallback wakes(Object owner) {
    return new InternalCallback(owner, () -> Effect.WAKES);
  }

  /** Does something on behalf of {@code owner} that others see. */
  public static InternalCallback acts(Object owner) {
    return new InternalCallback(owner, () -> Effect.ACTS);
  }
}
