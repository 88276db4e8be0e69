package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every link of a page leads to a file that exists, and to an anchor in it; so does every name of a
 * page in a message, in Javadoc or in a comment. Links to other sites are not asked for: the build
 * needs no network.
 */
class LinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A page of this project, as sources name it: from the root, or by a link of GitHub. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w/.-])(?:\\.\\./)*"
              + "((?:docs|specs)/[\\w./-]+\\.md|(?:README|CONTRIBUTING|CHANGELOG|CLAIMS|RULES)\\.md)"
              + "(?:#([\\w-]+))?");

  private static List<Path> files(Path below, String pattern) throws IOException {
    var matcher = below.getFileSystem().getPathMatcher("regex:" + pattern);
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
          .filter(matcher::matches)
          .sorted()
          .toList();
    }
  }

  /** All pages, but those that are made to be wrong. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(name));
    }
    pages.addAll(files(ROOT.resolve("docs"), ".*\\.md"));
    pages.addAll(files(ROOT.resolve("specs"), ".*\\.md"));
    return pages;
  }

  private static Set<String> anchors(Path file) throws IOException {
    return file.toString().endsWith(".md") ? Page.read(file).anchors() : Set.of();
  }

  /** What is wrong with a link, or nothing. */
  private static List<String> broken(String place, Path target, String anchor) throws IOException {
    if (!Files.exists(target)) {
      return List.of(place + ": there is no " + ROOT.relativize(target));
    }
    if (!anchor.isEmpty() && !anchors(target).contains(anchor)) {
      return List.of(place + ": no heading of " + ROOT.relativize(target) + " is #" + anchor);
    }
    return List.of();
  }

  @Test
  void linksOfPagesLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path file : pages()) {
      for (Map.Entry<Integer, List<String>> line : Page.read(file).links().entrySet()) {
        for (String link : line.getValue()) {
          if (link.matches("[a-z]+:.*")) {
            continue;
          }
          links++;
          int hash = link.indexOf('#');
          String path = hash < 0 ? link : link.substring(0, hash);
          Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
          broken.addAll(
              broken(
                  ROOT.relativize(file) + ":" + line.getKey(),
                  target,
                  hash < 0 ? "" : link.substring(hash + 1)));
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 70, "only " + links + " links were found");
  }

  @Test
  void pagesThatSourcesNameExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int names = 0;
    for (Path file :
        files(ROOT, ".*(\\.(java|kt|xml|kts|bash|properties)|/(run|table|\\.ci/run))")) {
      String text = text(file);
      Matcher matcher = NAME.matcher(text);
      while (matcher.find()) {
        names++;
        String place =
            ROOT.relativize(file) + ":" + text.substring(0, matcher.start()).lines().count();
        String anchor = matcher.group(2) == null ? "" : matcher.group(2);
        Path target = ROOT.resolve(matcher.group(1));
        boolean local = !matcher.group(1).contains("/") && !Files.exists(target);
        Path beside = local ? nearest(file, matcher.group(1)) : target;
        broken.addAll(broken(place, beside, anchor));
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(names > 20, "only " + names + " names were found");
  }

  /** A file beside this one, or in a folder above it. */
  private static Path nearest(Path file, String name) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(name)) || folder.equals(ROOT)) {
        return folder.resolve(name);
      }
    }
    return ROOT.resolve(name);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    }
  }

  @Test
  void anchorsAreThoseOfGitHub() {
    Page page =
        Page.of(
            "# What `notify` wakes, and *who*",
            "## Set-up: Maven & Gradle",
            "## See [the loop](loop.md#x)",
            "## Twice",
            "## Twice",
            "```",
            "# a comment of a shell",
            "```",
            "<a id=\"own\"></a>");
    assertEquals(
        Set.of(
            "what-notify-wakes-and-who",
            "set-up-maven--gradle",
            "see-the-loop",
            "twice",
            "twice-1",
            "own"),
        page.anchors());
  }

  @Test
  void linksInCodeAreNone() {
    Page page = Page.of("[a](x.md#y) and `[b](z.md)`", "[c]: v.md", "````", "[d](w.md)", "````");
    assertEquals(Map.of(1, List.of("x.md#y"), 2, List.of("v.md")), page.links());
  }
}
