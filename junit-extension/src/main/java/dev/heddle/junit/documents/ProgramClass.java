package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a class of a program and what it is given. Each line of the document is the line of the
 * same number in the class, so that whatever names a line names the document's; the first line has
 * all that is not in the document.
 */
final class ProgramClass {
  /** The name of the class. */
  static final String CLASS = "Program";

  /** The field whose consumer gets what is printed. */
  static final String PRINTED = "heddle$printed";

  private static final List<String> PACKAGES =
      List.of(
          "dev.heddle",
          "dev.heddle.explore",
          "dev.heddle.schedule",
          "dev.heddle.verdict",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.function",
          "java.util.stream");

  private static final String HEAD =
      "final class %s { static java.util.function.Consumer<Object[]> %s;".formatted(CLASS, PRINTED)
          + " static void print(Object... values) { %s.accept(values); }".formatted(PRINTED);

  private static final String MAIN = " void main(dev.heddle.Loop loop) throws Exception {";
  private static final String MAIN_WITHOUT_LOOP = " void main() throws Exception {";

  private final StringBuilder imports = new StringBuilder();
  private final List<Integer> importLines = new ArrayList<>();
  private final List<Integer> importEnds = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private int line = 1;

  private ProgramClass() {
    PACKAGES.forEach(name -> imports.append("import ").append(name).append(".*; "));
  }

  /** The class of a program. */
  static ProgramClass of(Program program) {
    ProgramClass source = new ProgramClass();
    program.given().forEach(source::addGiven);
    boolean onLoop = program.options().loop() != Options.OnLoop.NONE;
    source.addProgram(program.block(), onLoop ? MAIN : MAIN_WITHOUT_LOOP);
    return source;
  }

  /** The class of declarations that have no program yet. */
  static ProgramClass of(GivenDeclarations given) {
    ProgramClass source = new ProgramClass();
    given.before().forEach(source::addGiven);
    source.addGiven(given.block());
    return source;
  }

  String text() {
    return imports + HEAD + body + "\n}\n";
  }

  /** The line of the document of a place in the class, both from 1. */
  int documentLine(long sourceLine, long column) {
    if (sourceLine != 1) {
      return (int) sourceLine;
    }
    return IntStream.range(0, importEnds.size())
        .filter(i -> column <= importEnds.get(i))
        .mapToObj(importLines::get)
        .findFirst()
        .orElse(1);
  }

  private void addGiven(FencedBlock block) {
    SnippetParser.parse(block).forEach(this::addMember);
  }

  private void addProgram(FencedBlock block, String main) {
    List<Snippet> snippets = SnippetParser.parse(block);
    boolean isClass = snippets.stream().anyMatch(each -> each.kind() == Snippet.Kind.MAIN);
    int[] statements =
        IntStream.range(0, isClass ? 0 : snippets.size())
            .filter(i -> snippets.get(i).isStatement())
            .toArray();
    int first = statements.length == 0 ? snippets.size() : statements[0];
    int last = statements.length == 0 ? snippets.size() : statements[statements.length - 1];
    for (int i = 0; i < snippets.size(); i++) {
      if (i < first || i > last) {
        addMember(snippets.get(i));
      } else {
        body.append(i == first ? main : "");
        addStatement(snippets.get(i));
        body.append(i == last ? "}" : "");
      }
    }
  }

  private void addMember(Snippet snippet) {
    if (snippet.kind() == Snippet.Kind.IMPORT) {
      importLines.add(snippet.codeLine());
      imports.append(snippet.code().replace('\n', ' ')).append(' ');
      importEnds.add(imports.length());
    } else {
      add(snippet);
    }
  }

  private void addStatement(Snippet snippet) {
    if (snippet.kind() == Snippet.Kind.MEMBER || snippet.kind() == Snippet.Kind.IMPORT) {
      throw new MistakeException(
          new Mistake(
              snippet.codeLine(),
              "A method or import stands between statements. Put it before or after all of"
                  + " them."));
    }
    add(snippet);
  }

  private void add(Snippet snippet) {
    while (line < snippet.line()) {
      body.append('\n');
      line++;
    }
    int column = body.length() - body.lastIndexOf("\n") - 1;
    body.append(" ".repeat(Math.max(0, snippet.column() - column))).append(snippet.text());
    line += (int) snippet.text().chars().filter(c -> c == '\n').count();
  }
}
