package dev.heddle.specs.judge;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value, strictly, into maps, lists, strings, booleans, null and numbers: {@link
 * Long} or {@link BigInteger} if it is written as an integer, else {@link BigDecimal}.
 */
final class Json {
  /** How deep arrays and objects may be nested; each block of a program takes two or three. */
  static final int DEEPEST = 500;

  private static final int LONGEST_LONG = 18;
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");

  /** Where the reader's messages begin to say where, which is said in another way here. */
  private static final Pattern WHERE = Pattern.compile(" ?at line \\d+ column (\\d+) path ");

  /** What the reader says when it is lost: how to make it less strict. */
  private static final String ADVICE = "Use JsonReader";

  private static final int LONGEST_POSITION = 80;

  private final JsonReader reader;
  private int depth;

  private Json(String text) {
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEEPEST + 1); // enter() is asked first
  }

  /**
   * Reads the one value that {@code text} is.
   *
   * @throws BadInput if it is not JSON, or more than one value, or names a key twice
   */
  static @Nullable Object read(String text) {
    Json json = new Json(text);
    try {
      Object value = json.value();
      if (json.reader.peek() != JsonToken.END_DOCUMENT) {
        throw json.malformed("more than one value");
      }
      return value;
    } catch (MalformedJsonException | EOFException e) {
      throw json.malformed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw malformed("a value is missing");
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    enter();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.containsKey(key)) {
        throw malformed("the key \"" + key + "\" twice");
      }
      object.put(key, value());
    }
    reader.endObject();
    depth--;
    return object;
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    enter();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value());
    }
    reader.endArray();
    depth--;
    return array;
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw error("arrays and objects are nested more than " + DEEPEST + " deep");
    }
  }

  private Number number(String digits) {
    if (!INTEGER.matcher(digits).matches()) {
      try {
        return new BigDecimal(digits);
      } catch (NumberFormatException e) {
        throw malformed("a number beyond all bounds");
      }
    }
    if (digits.length() <= LONGEST_LONG) {
      return Long.parseLong(digits);
    }
    return new BigInteger(digits);
  }

  private BadInput malformed(String what) {
    String reason = what.lines().findFirst().orElse(what);
    Matcher where = WHERE.matcher(reason);
    if (where.find()) {
      String said = reason.substring(0, where.start());
      reason = (said.startsWith(ADVICE) ? "unexpected text" : said) + ", column " + where.group(1);
    }
    return error("malformed JSON: " + reason);
  }

  private BadInput error(String what) {
    String position = reader.getPath();
    String shown =
        position.length() > LONGEST_POSITION
            ? position.substring(0, LONGEST_POSITION) + "..."
            : position.endsWith(".") ? position.substring(0, position.length() - 1) : position;
    return new BadInput(shown + ": " + what);
  }
}
