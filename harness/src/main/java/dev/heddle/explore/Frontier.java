package dev.heddle.explore;

import dev.heddle.schedule.SearchStrategy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The parts of an exhaustive search that wait for a thread. Any thread. */
final class Frontier {
  private final Deque<SearchStrategy> parts = new ArrayDeque<>();

  /** How many threads have a part. */
  private int busy;

  /** How many wait for one. */
  private int hungry;

  private boolean stopped;

  Frontier(SearchStrategy all) {
    parts.add(all);
  }

  /** Waits for a part; null if there will be none. */
  synchronized @Nullable SearchStrategy take() throws InterruptedException {
    hungry++;
    while (parts.isEmpty() && busy > 0 && !stopped) {
      wait();
    }
    hungry--;
    SearchStrategy part = stopped ? null : parts.poll();
    busy += part == null ? 0 : 1;
    return part;
  }

  /** Whether somebody waits, so that a part should be split. */
  synchronized boolean isWanted() {
    return hungry > parts.size();
  }

  synchronized void give(SearchStrategy part) {
    parts.add(part);
    notifyAll();
  }

  /** A thread is done with its part. */
  synchronized void done() {
    busy--;
    notifyAll();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Whether every part was searched. */
  synchronized boolean isComplete() {
    return parts.isEmpty() && busy == 0 && !stopped;
  }
}
