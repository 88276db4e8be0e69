package dev.heddle.explore;

/**
 * Estimates how many different schedules there were, in constant memory: P. Flajolet, É. Fusy, O.
 * Gandouet, F. Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation
 * algorithm", AofA 2007. 4,096 registers: a standard error of 1.6 %; small numbers by linear
 * counting, as the paper has it.
 */
final class HyperLogLog {
  private static final int BITS = 12;
  private static final int REGISTERS = 1 << BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final double SMALL = 2.5 * REGISTERS;

  private final byte[] registers = new byte[REGISTERS];

  /** Counts a schedule by its hash. */
  void add(long hash) {
    int register = (int) (hash >>> (Long.SIZE - BITS));
    byte rank = (byte) (Long.numberOfLeadingZeros((hash << BITS) | 1) + 1);
    if (rank > registers[register]) {
      registers[register] = rank;
    }
  }

  void addAll(HyperLogLog other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  long count() {
    double sum = 0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    return Math.round(
        estimate <= SMALL && empty > 0
            ? REGISTERS * Math.log((double) REGISTERS / empty)
            : estimate);
  }
}
