package dev.heddle.http;

import dev.heddle.Loop;

/** Starts managed threads, also from callbacks of a loop, which may not wait. */
final class Managed {
  private Managed() {}

  static void start(Loop loop, String name, Runnable body) {
    Thread thread = loop.threadFactory().newThread(body);
    thread.setName(name);
    thread.start();
  }
}
