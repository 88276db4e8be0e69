package dev.heddle.http;

import dev.heddle.Loop;

/** Starts managed threads with names. Callbacks of a loop may do so too. */
final class NamedThreads {
  private NamedThreads() {}

  static void start(Loop loop, String name, Runnable body) {
    Thread thread = loop.threadFactory().newThread(body);
    thread.setName(name);
    thread.start();
  }
}
