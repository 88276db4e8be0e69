package dev.heddle.schedule;

/** A number made from everything that a run has offered so far. */
final class Check {
  private static final int PRIME = 0x01000193; // FNV-1a's, applied to words

  private static final int SPREAD = 0x9e3779b9;

  private int value = 0x811c9dc5;

  void offered(Decision decision) {
    int size = decision.size();
    add(size);
    if (decision.isValue()) {
      return;
    }
    for (int option = 0; option < size; option++) {
      add((int) decision.id(option) * SPREAD + decision.name(option).hashCode());
    }
  }

  private void add(int word) {
    int mixed = (value ^ word) * PRIME;
    value = mixed ^ (mixed >>> 15);
  }

  int ofByte() {
    return value & 0xff;
  }

  int ofTwoBytes() {
    return value & 0xffff;
  }

  void clear() {
    value = 0x811c9dc5;
  }
}
