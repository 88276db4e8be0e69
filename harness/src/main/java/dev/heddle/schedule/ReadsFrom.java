package dev.heddle.schedule;

import java.util.Arrays;

/**
 * Which writes are read where: pairs of the site of a write and the site of a read of the same
 * location by another thread, or of a read before any write. A pair is known if the read has read
 * the write in some schedule, or if it might, as they have come the other way round.
 */
final class ReadsFrom {
  /** Stands for the site of the write that is before all others. */
  static final int INITIAL = 0;

  private static final int NONE = -1;

  /**
   * So many pairs are told apart; more are passed over. A test with a hundred sites that race all
   * with each other has as many.
   */
  private static final int MOST_PAIRS = 8_192;

  /** The number of each pair, from 1. */
  private final LongTable numbers = new LongTable();

  /** By number: the sites. */
  private int[] writes = new int[16];

  private int[] reads = new int[16];

  /** By number: whether the read was seen to come right after the write. */
  private boolean[] seen = new boolean[16];

  // What this run has done, by location; the site in the upper half, and the thread in the lower.

  private final LongTable lastWrites = new LongTable();

  private final LongTable lastReads = new LongTable();

  void begin() {
    lastWrites.clear();
    lastReads.clear();
  }

  /** How many pairs are known. */
  int count() {
    return numbers.size();
  }

  int writeOf(int pair) {
    return writes[pair];
  }

  int readOf(int pair) {
    return reads[pair];
  }

  /** The site of the last write to a location in this run; {@link #INITIAL} if none was seen. */
  int lastWrite(long location) {
    return siteOf(lastWrites.get(location));
  }

  /** Whether a read was seen to touch the same as a write. */
  boolean isPair(int write, int read) {
    return numbers.has(key(write, read));
  }

  /**
   * A thread makes an access.
   *
   * @return whether it reads what no schedule before has read there
   */
  boolean touch(long thread, Access access) {
    long location = access.location();
    long self = ((long) access.site() << Integer.SIZE) | (thread & 0xffffffffL);
    boolean isNew = false;
    if (access.reads()) {
      if (!isBySelf(lastWrites, location, self)) {
        isNew = see(siteOf(lastWrites.get(location)), access.site());
      }
      lastReads.put(location, self);
    }
    if (access.writes()) {
      if (lastReads.has(location) && !isBySelf(lastReads, location, self)) {
        number(access.site(), siteOf(lastReads.get(location)));
      }
      lastWrites.put(location, self);
    }
    return isNew;
  }

  private static boolean isBySelf(LongTable table, long location, long self) {
    return table.has(location) && (int) table.get(location) == (int) self;
  }

  private static long key(int write, int read) {
    return ((long) write << Integer.SIZE) | (read & 0xffffffffL);
  }

  private static int siteOf(long entry) {
    return (int) (entry >> Integer.SIZE);
  }

  private boolean see(int write, int read) {
    int number = number(write, read);
    if (number == NONE || seen[number]) {
      return false;
    }
    seen[number] = true;
    return true;
  }

  /** The number of a pair, from 0; NONE if there are too many. */
  private int number(int write, int read) {
    long key = key(write, read);
    int known = (int) numbers.get(key);
    if (known > 0) {
      return known - 1;
    }
    int number = numbers.size();
    if (number == MOST_PAIRS) {
      return NONE;
    }
    if (number == writes.length) {
      writes = Arrays.copyOf(writes, number * 2);
      reads = Arrays.copyOf(reads, number * 2);
      seen = Arrays.copyOf(seen, number * 2);
    }
    numbers.put(key, number + 1);
    writes[number] = write;
    reads[number] = read;
    return number;
  }
}
