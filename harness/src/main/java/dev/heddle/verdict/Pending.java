package dev.heddle.verdict;

import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A task or thread that waits.
 *
 * @param name its name
 * @param waitsFor what it waits for, in words
 * @param note what else is known of that, such as a semaphore's permits; null if nothing is
 * @param holder the thread that holds it, in words; null if none is known
 * @param createdAt where the task or thread was created; null if the loop does not keep that
 * @param stack where it stands, innermost frame first
 */
@API(status = Status.EXPERIMENTAL)
public record Pending(
    String name,
    String waitsFor,
    @Nullable String note,
    @Nullable String holder,
    @Nullable StackTraceElement createdAt,
    List<StackTraceElement> stack) {
  /** Copies the stack. */
  public Pending {
    stack = List.copyOf(stack);
  }

  /**
   * The line of the program where it stands; empty if it is not known. If it waits to enter a
   * monitor, the method, as the line differs between interpreted and compiled code.
   */
  public String site() {
    return Frames.siteOf(stack, entersMonitor());
  }

  private boolean entersMonitor() {
    return waitsFor.startsWith(KindNames.ENTERS_MONITOR);
  }

  /** Words for a report, on one line or more. */
  public String describe() {
    StringBuilder text = new StringBuilder("  ").append(name).append(' ').append(waitsFor);
    if (note != null) {
      text.append(", ").append(note);
    }
    if (holder != null) {
      text.append(", held by ").append(holder);
    }
    return text.append(places()).toString();
  }

  /** Where it was created and where it stands, on one line each. */
  public String places() {
    StringBuilder text = new StringBuilder();
    if (createdAt != null) {
      text.append("\n      created at ").append(createdAt);
    }
    for (StackTraceElement frame : Frames.ofUser(stack)) {
      boolean lineVaries = entersMonitor() && frame == stack.get(0);
      text.append("\n      at ").append(lineVaries ? Frames.withoutLine(frame) : frame);
    }
    return text.toString();
  }
}
