package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind a fence, in words.
 *
 * @param words those without a value, in order
 * @param values those with one, by name
 */
record InfoString(List<String> words, Map<String, String> values) {
  private static final Pattern WORD = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|(\\S*))|(\\S+)");

  private static final Pattern PROGRAM = Pattern.compile("(?:`{3}|~{3}) *java +(?:run|given)\\b");

  /** Whether a line seems to be the fence that opens a program, or what is given to programs. */
  static boolean opensProgram(String line) {
    return PROGRAM.matcher(line).find();
  }

  static InfoString of(String text) {
    List<String> words = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      if (matcher.group(4) != null) {
        words.add(matcher.group(4));
      } else {
        String quoted = matcher.group(2);
        values.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
      }
    }
    return new InfoString(List.copyOf(words), values);
  }

  /** The word of a place; empty if there is none. */
  String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** The words from a place on. */
  List<String> wordsFrom(int index) {
    return words.subList(Math.min(index, words.size()), words.size());
  }
}
