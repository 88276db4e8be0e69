package dev.heddle.specs.judge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON for readers: what fits in a line stands in one, the rest is indented. Gson's own
 * formats break every array and object, so that a statement of a program would take many lines.
 */
final class PrettyJson {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private PrettyJson() {}

  static String of(@Nullable Object value) {
    PrettyJson pretty = new PrettyJson();
    pretty.append("", value);
    return pretty.text.toString();
  }

  private void append(String indent, @Nullable Object value) {
    String line = JsonText.of(value);
    if (indent.length() + line.length() <= WIDTH) {
      text.append(line);
    } else if (value instanceof Map<?, ?> map) {
      appendObject(indent, map);
    } else if (value instanceof List<?> list) {
      appendArray(indent, list);
    } else {
      text.append(line);
    }
  }

  private void appendObject(String indent, Map<?, ?> map) {
    String separator = "{\n";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator).append(indent).append(INDENT);
      text.append(JsonText.of(entry.getKey()));
      text.append(": ");
      append(indent + INDENT, entry.getValue());
      separator = ",\n";
    }
    text.append('\n').append(indent).append('}');
  }

  private void appendArray(String indent, List<?> list) {
    String separator = "[\n";
    for (Object element : list) {
      text.append(separator).append(indent).append(INDENT);
      append(indent + INDENT, element);
      separator = ",\n";
    }
    text.append('\n').append(indent).append(']');
  }
}
