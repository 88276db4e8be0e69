package dev.heddle.internal.text;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Breaks long lines of text between words. */
@API(status = Status.INTERNAL)
public final class Wrapped {
  /** How wide reports are. */
  public static final int COLUMNS = 100;

  private static final String INDENT = "    ";

  private Wrapped() {}

  /** A line in lines of at most {@value #COLUMNS} characters; a longer word stays whole. */
  public static String line(String line) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > COLUMNS) {
      int margin = rest.length() - rest.stripLeading().length();
      int at = rest.lastIndexOf(' ', COLUMNS);
      int end = at > margin ? at : rest.indexOf(' ', COLUMNS);
      if (end < 0) {
        break;
      }
      text.append(rest, 0, end).append('\n');
      rest = INDENT + rest.substring(end + 1);
    }
    return text.append(rest).toString();
  }
}
