package dev.heddle;

/** Something that the loop has ready to run: a callback, or a thread that can go on. */
abstract class Entry {
  /** Runs it on the loop's carrier. */
  abstract void run(Engine engine);

  /** Who runs, for the trace and for the log of slow steps. */
  abstract String label();
}
