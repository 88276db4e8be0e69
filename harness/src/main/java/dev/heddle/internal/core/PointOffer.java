package dev.heddle.internal.core;

import dev.heddle.schedule.Access;
import org.jspecify.annotations.Nullable;

/** Offers, in the middle of a step, that its thread goes on, or that another entry goes first. */
final class PointOffer extends Offer {
  private final ReadyOffer others;

  /** Whose step it is; null before the first offer. */
  private @Nullable ManagedThread running;

  PointOffer(ReadyOffer others) {
    this.others = others;
  }

  /** A thread stands before an access; the others are collected. */
  void begin(ManagedThread self) {
    running = self;
    setSize(others.size() + 1);
  }

  private ManagedThread running() {
    if (running == null) {
      throw new IllegalStateException("Nothing was offered yet.");
    }
    return running;
  }

  @Override
  public Kind kind(int option) {
    return option == 0 ? Kind.TASK : others.kind(option - 1);
  }

  @Override
  public @Nullable Access access(int option) {
    return option == 0 ? running().access : others.access(option - 1);
  }

  @Override
  public boolean isAtPoint() {
    return true;
  }

  @Override
  public long id(int option) {
    return option == 0 ? running().id() : others.id(option - 1);
  }

  @Override
  public String name(int option) {
    return option == 0 ? running().name() : others.name(option - 1);
  }
}
