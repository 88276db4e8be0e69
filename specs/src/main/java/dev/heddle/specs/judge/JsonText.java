package dev.heddle.specs.judge;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import com.google.gson.stream.JsonWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON by Gson, to the byte as Python's {@code json.dumps} does without blanks: in
 * ASCII.
 */
final class JsonText {
  /** Writes an exception as {@code {"exc": name}}. */
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .serializeNulls()
          .registerTypeHierarchyAdapter(
              Throwable.class,
              (JsonSerializer<Throwable>) (exception, type, context) -> exceptionOf(exception))
          .create();

  private final StringWriter text = new StringWriter();
  private final JsonWriter writer;

  JsonText() {
    try {
      writer = GSON.newJsonWriter(new AsciiWriter(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject exceptionOf(Throwable exception) {
    JsonObject object = new JsonObject();
    object.addProperty("exc", Names.of(exception));
    return object;
  }

  /** A value of {@link Json}, or an exception, as JSON. */
  static String of(@Nullable Object value) {
    return new JsonText().add(value).toString();
  }

  /** Adds what is written by {@code part}, such as the begin of an array. */
  JsonText write(Part part) {
    try {
      part.writeTo(writer);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a value of {@link Json}, or an exception. */
  JsonText add(@Nullable Object value) {
    return write(to -> GSON.toJson(value, Object.class, to));
  }

  /** Adds a member of an object. */
  JsonText member(String name, @Nullable Object value) {
    return write(to -> to.name(name)).add(value);
  }

  /** What has been written. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** Writes a part of the text. */
  @FunctionalInterface
  interface Part {
    void writeTo(JsonWriter writer) throws IOException;
  }

  /** Escapes what is not in ASCII, which is in strings only; Gson leaves it as it is. */
  private static final class AsciiWriter extends FilterWriter {
    AsciiWriter(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      if (c <= '~') {
        out.write(c);
      } else {
        out.write(String.format("\\u%04x", c));
      }
    }

    @Override
    public void write(String string, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(string.charAt(i));
      }
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(chars[i]);
      }
    }
  }
}
