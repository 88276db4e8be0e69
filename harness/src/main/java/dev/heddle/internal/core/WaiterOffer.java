package dev.heddle.internal.core;

import java.util.List;

/** Offers the threads that wait on a monitor, one of which is to be notified. */
final class WaiterOffer extends Offer {
  private List<ManagedThread> waiters = List.of();

  void set(List<ManagedThread> newWaiters) {
    waiters = newWaiters;
    setSize(newWaiters.size());
  }

  @Override
  public Kind kind(int option) {
    return Kind.NOTIFIED;
  }

  @Override
  public long id(int option) {
    return waiters.get(option).id();
  }

  @Override
  public String name(int option) {
    return waiters.get(option).name();
  }
}
