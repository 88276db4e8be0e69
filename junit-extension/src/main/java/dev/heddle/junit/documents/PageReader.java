package dev.heddle.junit.documents;

import dev.heddle.junit.documents.ExpectedOutput.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes programs, and what they print, of the blocks of a document. */
final class PageReader {
  private final List<PageItem> items = new ArrayList<>();
  private final List<FencedBlock> given = new ArrayList<>();
  private final Map<String, Integer> titles = new HashMap<>();

  /** The program that a block of output would belong to. */
  private @Nullable Program open;

  PageReader(Markdown document) {
    items.addAll(document.mistakes());
    document.blocks().forEach(this::read);
    close();
    items.sort(Comparator.comparingInt(PageItem::line));
  }

  List<PageItem> items() {
    return List.copyOf(items);
  }

  private void read(FencedBlock block) {
    try {
      dispatch(block, InfoString.of(block.info()));
    } catch (IllegalArgumentException e) {
      items.add(new Mistake(block.line(), String.valueOf(e.getMessage())));
    }
  }

  private void dispatch(FencedBlock block, InfoString info) {
    String language = info.word(0);
    boolean text = language.equals("text");
    String kind = info.word(text ? 1 : 0);
    List<String> rest = info.wordsFrom(text ? 2 : 1);
    if (language.equals("java")) {
      java(block, info);
    } else if (kind.equals("output")) {
      output(block, rest);
    } else if (kind.equals("error")) {
      error(block, rest);
    }
  }

  // ---- programs ---------------------------------------------------------------------------

  private void java(FencedBlock block, InfoString info) {
    String kind = info.word(1);
    if (kind.equals("run")) {
      close();
      open = program(block, Options.of(info));
    } else if (kind.equals("given")) {
      close();
      given(block, info);
    } else if (isMeantToRun(info)) {
      throw new IllegalArgumentException(
          "A block ["
              + block.info()
              + "] is not run. Start a program with [java run], declarations for"
              + " the programs below with [java given], and code that is only read with [java].");
    }
  }

  /** What may stand behind a language for other tools begins otherwise, or has other names. */
  private static boolean isMeantToRun(InfoString info) {
    return info.wordsFrom(1).stream().anyMatch(word -> Character.isLetter(word.charAt(0)))
        || info.values().keySet().stream()
            .anyMatch(name -> !name.equals("name") && Options.NAMES.contains(name));
  }

  private Program program(FencedBlock block, Options options) {
    String title = options.name().orElseGet(() -> title(block));
    return new Program(title, block, options, List.copyOf(given), null, null);
  }

  private String title(FencedBlock block) {
    String heading = block.heading().isEmpty() ? "program" : block.heading();
    int number = titles.merge(heading, 1, Integer::sum);
    return number == 1 ? heading : heading + ", " + number;
  }

  private void given(FencedBlock block, InfoString info) {
    if (info.words().size() > 2 || !info.values().isEmpty()) {
      throw new IllegalArgumentException(
          "A block [java given] takes no options, and this is [" + block.info() + "].");
    }
    items.add(new GivenDeclarations("given in line " + block.line(), block, List.copyOf(given)));
    given.add(block);
  }

  // ---- what they print --------------------------------------------------------------------

  private void output(FencedBlock block, List<String> words) {
    Program program = programOf("output");
    if (program.output() != null) {
      throw new IllegalArgumentException(
          "The program in line "
              + program.line()
              + " already has an output, in line "
              + program.outputLine()
              + ". Keep one of them.");
    }
    ExpectedOutput expected = expected(block, words);
    refuseContradiction(program.options(), expected.mode());
    open = program.withOutput(expected);
  }

  private static ExpectedOutput expected(FencedBlock block, List<String> words) {
    Mode mode = Mode.ONE;
    boolean incomplete = false;
    for (String word : words) {
      switch (word) {
        case "always" -> mode = Mode.ALWAYS;
        case "outcomes" -> mode = Mode.OUTCOMES;
        case "incomplete" -> incomplete = true;
        default ->
            throw new IllegalArgumentException(
                "An output has no option ["
                    + word
                    + "]. Its options are: always, outcomes, incomplete.");
      }
    }
    if (incomplete && mode == Mode.ONE) {
      throw new IllegalArgumentException(
          "The output of one run cannot be [incomplete]. Add [always] or [outcomes].");
    }
    return new ExpectedOutput(block, mode, incomplete);
  }

  private static void refuseContradiction(Options options, Mode mode) {
    boolean search = mode != Mode.ONE;
    if (search && options.policy().isPresent()) {
      throw new IllegalArgumentException(
          "The program is to run with the policy ["
              + options.policy().orElseThrow()
              + "] and in all schedules. Remove one of them.");
    }
    if (search && options.loop() == Options.OnLoop.NONE) {
      throw new IllegalArgumentException(
          "A program with [loop=none] cannot be explored. Remove that, or [always] or [outcomes].");
    }
  }

  private void error(FencedBlock block, List<String> words) {
    Program program = programOf("error");
    if (!words.isEmpty()) {
      throw new IllegalArgumentException(
          "A block [error] takes no options, and this has " + words + ".");
    }
    open = program.withError(block);
  }

  private Program programOf(String kind) {
    return Optional.ofNullable(open)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no program above whose ["
                        + kind
                        + "] this is. Start one above it with"
                        + " [```java run]."));
  }

  private void close() {
    Program program = open;
    open = null;
    if (program == null) {
      return;
    }
    ExpectedOutput output = program.output();
    if (program.options().boundsSearch() && (output == null || output.mode() == Mode.ONE)) {
      items.add(
          new Mistake(
              program.line(),
              "The options [schedules] and [maxDeviations] limit a search, and there is none. Write"
                  + " [output always] or [output outcomes], or remove them."));
    } else if (program.options().loop() == Options.OnLoop.NONE && program.options().usesLoop()) {
      items.add(
          new Mistake(
              program.line(),
              "A program with [loop=none] has no policy, time or problems. Remove one of them."));
    } else {
      items.add(program);
    }
  }
}
