package dev.heddle.verdict;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Tasks and threads that wait for each other in a cycle, each for the next and the last for the
 * first, so that none can ever go on. A thread that waits for itself is a cycle, and so are the
 * workers of a pool that all wait for tasks in its queue.
 *
 * @param threads the threads in the order of the cycle, from the one that was created first
 * @param sentences for each thread, what it holds and what it waits for, such as {@code "a holds
 *     ReentrantLock#1 (taken at Bank.java:12) and waits for ReentrantLock#2"}
 */
@API(status = Status.EXPERIMENTAL)
public record WaitCycle(List<Pending> threads, List<String> sentences) {
  /** Copies both lists. */
  public WaitCycle {
    threads = List.copyOf(threads);
    sentences = List.copyOf(sentences);
  }

  /** Words for a report: the sentences, and where each thread stands. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < threads.size(); i++) {
      text.append(i == 0 ? "" : "\n").append("  ").append(sentences.get(i));
      text.append(threads.get(i).places());
    }
    return text.toString();
  }
}
