package dev.heddle.specs.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of Markdown: its links and anchors, as GitHub shows them. */
final class Page {
  /** A link, inline or by reference: {@code [text](target)} or {@code [name]: target}. */
  private static final Pattern LINK =
      Pattern.compile("\\]\\(<?([^)\\s>]+)[^)]*\\)|^ {0,3}\\[[^\\]]+\\]: *<?([^\\s>]+)");

  private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}|~{3,})(.*)");
  private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6} +(.*?)(?: +#+)? *$");
  private static final Pattern ANCHOR = Pattern.compile("<a +(?:id|name)=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("(`+)(?:(?!`).)*?\\1");

  final Path file;

  /** The lines that are no code, with their numbers. */
  private final Map<Integer, String> prose = new HashMap<>();

  /** The blocks of code, each with its first line after the word of the fence. */
  private final List<Block> blocks = new ArrayList<>();

  /** A fenced block: what stands behind the fence, and the lines. */
  record Block(String info, List<String> lines) {
    String text() {
      return String.join("\n", lines) + "\n";
    }
  }

  private Page(Path file, List<String> lines) {
    this.file = file;
    String fence = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher matcher = FENCE.matcher(line);
      boolean marks = matcher.find();
      if (fence == null && marks) {
        fence = matcher.group(1);
        blocks.add(new Block(matcher.group(2).strip(), new ArrayList<>()));
      } else if (fence != null
          && marks
          && matcher.group(1).startsWith(fence)
          && matcher.group(2).isBlank()) {
        fence = null;
      } else if (fence != null) {
        blocks.get(blocks.size() - 1).lines().add(line);
      } else {
        prose.put(i + 1, line);
      }
    }
  }

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  static Page of(String... lines) {
    return new Page(Path.of("page.md"), List.of(lines));
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The blocks whose fence says exactly this, as text. */
  List<String> blocks(String info) {
    return blocks.stream().filter(block -> block.info().equals(info)).map(Block::text).toList();
  }

  /** Targets of links, by the line that has them. */
  Map<Integer, List<String>> links() {
    Map<Integer, List<String>> links = new HashMap<>();
    prose.forEach(
        (number, line) -> {
          Matcher matcher = LINK.matcher(CODE.matcher(line).replaceAll("code"));
          while (matcher.find()) {
            String target = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            links.computeIfAbsent(number, key -> new ArrayList<>()).add(target);
          }
        });
    return links;
  }

  /** What may stand behind {@code #}. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    prose.keySet().stream()
        .sorted()
        .map(prose::get)
        .forEach(
            line -> {
              Matcher heading = HEADING.matcher(line);
              if (heading.find()) {
                addHeading(anchors, slug(heading.group(1)));
              }
              Matcher anchor = ANCHOR.matcher(line);
              while (anchor.find()) {
                anchors.add(anchor.group(1));
              }
            });
    return anchors;
  }

  /** The second heading of one text ends in -1, the third in -2. */
  private static void addHeading(Set<String> anchors, String slug) {
    String free = slug;
    for (int i = 1; !anchors.add(free); i++) {
      free = slug + "-" + i;
    }
  }

  /** The text of a heading without its marks, in small letters, with hyphens for spaces. */
  static String slug(String heading) {
    return heading
        .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("<[^>]*>", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
        .replace(' ', '-');
  }
}
