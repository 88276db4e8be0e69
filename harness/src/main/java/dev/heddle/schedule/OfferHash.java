package dev.heddle.schedule;

/**
 * A number made from everything that a run has offered so far. Numbers in names do not count: those
 * of libraries may come from a counter that outlives the run, or from an identity hash code.
 */
final class OfferHash {
  private static final int PRIME = 0x01000193; // FNV-1a's, applied to words

  private static final int SPREAD = 0x9e3779b9;

  private static final int CACHED = 64;

  private static final int FACTOR = 31;

  /** Names count too, as they must for tokens; ids are enough to compare runs of one search. */
  private final boolean named;

  private int value = 0x811c9dc5;

  /** Names whose hash codes are known; a name has one place, which it shares. */
  private final String[] names = new String[CACHED];

  private final int[] hashes = new int[CACHED];

  private OfferHash(boolean named) {
    this.named = named;
  }

  /** A hash of the ids and names that are offered. */
  static OfferHash ofNames() {
    return new OfferHash(true);
  }

  /** A hash of the ids that are offered. */
  static OfferHash ofIds() {
    return new OfferHash(false);
  }

  void add(Decision decision) {
    int size = decision.size();
    add(size);
    if (decision.isValue()) {
      return;
    }
    for (int option = 0; option < size; option++) {
      int name = named ? hash(decision.name(option)) : 0;
      add((int) decision.id(option) * SPREAD + name);
    }
  }

  private int hash(String name) {
    int place = name.hashCode() & (CACHED - 1);
    if (!name.equals(names[place])) {
      names[place] = name;
      hashes[place] = hashWithoutNumbers(name);
    }
    return hashes[place];
  }

  private static int hashWithoutNumbers(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter < '0' || letter > '9') {
        hash = FACTOR * hash + letter;
      }
    }
    return hash;
  }

  private void add(int word) {
    int mixed = (value ^ word) * PRIME;
    value = mixed ^ (mixed >>> 15);
  }

  int value() {
    return value;
  }

  int byteValue() {
    return value & 0xff;
  }

  int twoBytes() {
    return value & 0xffff;
  }

  void clear() {
    value = 0x811c9dc5;
  }
}
