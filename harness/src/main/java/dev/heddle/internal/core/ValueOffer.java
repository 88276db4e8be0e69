package dev.heddle.internal.core;

/** Offers the values from 0 on, for a random value of the program. */
final class ValueOffer extends Offer {
  @Override
  public Kind kind(int option) {
    return Kind.VALUE;
  }

  @Override
  public long id(int option) {
    return option;
  }

  @Override
  public String name(int option) {
    return "value " + option;
  }
}
