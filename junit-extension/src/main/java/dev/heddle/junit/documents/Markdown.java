package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the fenced blocks of a document, as CommonMark has them; in lists too. */
final class Markdown {
  private static final Pattern FENCE = Pattern.compile("( *)(`{3,}|~{3,})(.*)");
  private static final Pattern ITEM = Pattern.compile("( *(?:[-*+]|\\d{1,9}[.)]) +)\\S.*");
  private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}\\s+(.*?)(?:\\s+#+)?\\s*");
  private static final Pattern HIDDEN =
      Pattern.compile("(?: *(?:>|[-*+] |\\d{1,9}[.)] ))+ *(?:`{3,}|~{3,}) *java +run.*");
  private static final int DEEPEST = 3;

  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private String heading = "";

  /** Where the text of the list's item begins that a line may belong to. */
  private int margin;

  private int at;

  private Markdown(List<String> lines) {
    this.lines = lines;
  }

  static Markdown of(List<String> lines) {
    Markdown document = new Markdown(lines);
    while (document.at < lines.size()) {
      document.read(lines.get(document.at++));
    }
    return document;
  }

  /** The blocks, in order. */
  List<Block> blocks() {
    return blocks;
  }

  /** What no block could be made of, and what looks like a program and is none. */
  List<Mistake> mistakes() {
    return mistakes;
  }

  private void read(String line) {
    Matcher fence = FENCE.matcher(line);
    if (fence.matches() && opens(fence)) {
      readBlock(fence.group(1).length(), fence.group(2), fence.group(3).strip());
      return;
    }
    readText(line);
  }

  private boolean opens(Matcher fence) {
    boolean code = fence.group(2).charAt(0) == '`' && fence.group(3).indexOf('`') >= 0;
    return !code && fence.group(1).length() - margin <= DEEPEST;
  }

  private void readText(String line) {
    Matcher title = HEADING.matcher(line);
    Matcher item = ITEM.matcher(line);
    if (title.matches()) {
      heading = title.group(1);
      margin = 0;
    } else if (item.matches()) {
      margin = item.group(1).length();
    } else if (!line.isBlank() && !line.startsWith(" ")) {
      margin = 0;
    }
    if (HIDDEN.matcher(line).matches()) {
      mistakes.add(
          new Mistake(
              at,
              "A program in a quotation, or on the line of a list's marker, is not run. Give its"
                  + " fence a line of its own."));
    }
  }

  private void readBlock(int indent, String fence, String info) {
    int first = at;
    List<String> inside = new ArrayList<>();
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (closes(line, fence)) {
        blocks.add(new Block(info, first, List.copyOf(inside), heading));
        return;
      }
      inside.add(without(indent, line));
    }
    String message = "The fence [" + fence + info + "] is not closed. Close it by [" + fence + "].";
    mistakes.add(new Mistake(first, message));
  }

  private boolean closes(String line, String fence) {
    String text = line.strip();
    boolean dashes = text.chars().allMatch(c -> c == fence.charAt(0));
    int indent = line.length() - line.stripLeading().length();
    return dashes && text.length() >= fence.length() && indent - margin <= DEEPEST;
  }

  private static String without(int indent, String line) {
    int from = 0;
    while (from < indent && from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    return line.substring(from);
  }
}
