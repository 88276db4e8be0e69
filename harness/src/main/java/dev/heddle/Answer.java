package dev.heddle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An answer from outside of the loop. The program gets a copy, in the run that records it and in
 * those that replay it.
 *
 * @param kind what it is
 * @param text the string itself; for an object, its serialized form in Base64
 */
record Answer(Kind kind, String text) {
  /** Kinds of answers. */
  enum Kind {
    /** The null reference. */
    NULL,
    /** A string. */
    TEXT,
    /** Any other object. */
    OBJECT,
    /** The exception that was thrown instead. */
    FAILURE
  }

  /** Asks, and keeps the answer. */
  static Answer of(String question, Callable<?> ask) {
    Object value;
    try {
      value = ask.call();
    } catch (Throwable e) {
      return new Answer(Kind.FAILURE, serialized(question, e));
    }
    if (value == null) {
      return new Answer(Kind.NULL, "");
    }
    return value instanceof String text
        ? new Answer(Kind.TEXT, text)
        : new Answer(Kind.OBJECT, serialized(question, value));
  }

  /** Returns the answer; throws it if it is an exception. */
  @Nullable Object take() throws Throwable {
    return switch (kind) {
      case NULL -> null;
      case TEXT -> text;
      case OBJECT -> deserialized();
      case FAILURE -> throw (Throwable) deserialized();
    };
  }

  private static String serialized(String question, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The answer to ["
              + question
              + "] cannot be recorded: it is "
              + (value instanceof Throwable ? value : "a " + value.getClass().getName())
              + ", which cannot be serialized. Return text, or an object that is Serializable.",
          e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private Object deserialized() {
    byte[] bytes = Base64.getDecoder().decode(text);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(
          "A recorded answer cannot be read ("
              + e
              + "), as its class has changed since. Delete the file to ask anew.",
          e);
    }
  }
}
