package dev.heddle.specs.judge;

import dev.heddle.ExceptionGroup;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** What a handler of {@code try} catches, by Python's hierarchy of exceptions. */
enum Kind {
  CANCELLED("Cancelled") {
    @Override
    boolean matches(Throwable e) {
      return e instanceof CancellationException;
    }
  },
  ERR("Err") {
    @Override
    boolean matches(Throwable e) {
      return e instanceof Err;
    }
  },
  TIMEOUT("Timeout") {
    @Override
    boolean matches(Throwable e) {
      return e instanceof TimeoutException;
    }
  },
  GROUP("Group") {
    @Override
    boolean matches(Throwable e) {
      return e instanceof ExceptionGroup;
    }
  },
  /** In Python a CancelledError is none. */
  EXCEPTION("Exception") {
    @Override
    boolean matches(Throwable e) {
      return !(e instanceof CancellationException);
    }
  },
  BASE("Base") {
    @Override
    boolean matches(Throwable e) {
      return true;
    }
  };

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  abstract boolean matches(Throwable e);

  /** What it is called in a program. */
  String word() {
    return word;
  }
}
