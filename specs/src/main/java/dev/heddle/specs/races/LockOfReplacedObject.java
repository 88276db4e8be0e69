package dev.heddle.specs.races;

import java.util.ArrayList;
import java.util.List;

/**
 * A log locks the list that it replaces, so that two threads hold different locks and one line is
 * lost.
 */
final class LockOfReplacedObject implements Race {
  private static final class Numbers {
    private int last;

    synchronized int next() {
      return ++last;
    }
  }

  private interface Log {
    void add(String line);

    int size();
  }

  private static final class Careless implements Log {
    private final Numbers numbers = new Numbers();
    private List<String> lines = new ArrayList<>();

    @Override
    @SuppressWarnings("SynchronizeOnNonFinalField") // the bug
    public void add(String line) {
      synchronized (lines) {
        List<String> next = new ArrayList<>(lines);
        next.add(numbers.next() + ": " + line);
        lines = next;
      }
    }

    @Override
    public int size() {
      return lines.size();
    }
  }

  private static final class OneLock implements Log {
    private final Object lock = new Object();
    private final Numbers numbers = new Numbers();
    private List<String> lines = new ArrayList<>();

    @Override
    public void add(String line) {
      synchronized (lock) {
        List<String> next = new ArrayList<>(lines);
        next.add(numbers.next() + ": " + line);
        lines = next;
      }
    }

    @Override
    public int size() {
      synchronized (lock) {
        return lines.size();
      }
    }
  }

  @Override
  public String bug() {
    return "lock on an object that is replaced";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new OneLock());
  }

  private static void run(Log log) throws Exception {
    Threads.runAll(
        () -> {
          log.add("a");
          log.add("b");
        },
        () -> log.add("c"));
    Check.number("The number of lines", 3, log.size());
  }
}
