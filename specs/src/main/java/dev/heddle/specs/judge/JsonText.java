package dev.heddle.specs.judge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, to the byte as Python's {@code json.dumps} does without blanks. */
final class JsonText {
  private JsonText() {}

  /**
   * Appends a value of {@link Json}, or an exception, which is written as {@code {"exc": name}}.
   */
  static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof String string) {
      appendString(text, string);
    } else if (value instanceof List<?> list) {
      appendArray(text, list);
    } else if (value instanceof Map<?, ?> map) {
      appendObject(text, map);
    } else if (value instanceof Throwable exception) {
      text.append("{\"exc\":");
      appendString(text, Names.of(exception));
      text.append('}');
    } else {
      text.append(value);
    }
  }

  private static void appendArray(StringBuilder text, List<?> list) {
    text.append('[');
    String separator = "";
    for (Object element : list) {
      text.append(separator);
      append(text, element);
      separator = ",";
    }
    text.append(']');
  }

  private static void appendObject(StringBuilder text, Map<?, ?> map) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator);
      append(text, entry.getKey());
      text.append(':');
      append(text, entry.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void appendString(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      appendChar(text, string.charAt(i));
    }
    text.append('"');
  }

  private static void appendChar(StringBuilder text, char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\f' -> text.append("\\f");
      case '\b' -> text.append("\\b");
      default -> {
        if (c >= ' ' && c <= '~') {
          text.append(c);
        } else {
          text.append(String.format("\\u%04x", (int) c));
        }
      }
    }
  }
}
