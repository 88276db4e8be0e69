package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.Snippet.Kind.IMPORT;
import static dev.heddle.junit.documents.Snippet.Kind.MAIN;
import static dev.heddle.junit.documents.Snippet.Kind.MEMBER;
import static dev.heddle.junit.documents.Snippet.Kind.STATEMENT;
import static dev.heddle.junit.documents.Snippet.Kind.TYPE;
import static dev.heddle.junit.documents.Snippet.Kind.VARIABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A block is cut into what the compiler has for imports, members and statements. */
class SnippetParserTest {
  private static List<Snippet> parse(String text) {
    return SnippetParser.parse(new FencedBlock("java run", 10, text.lines().toList(), ""));
  }

  private static void assertKinds(String text, Snippet.Kind... kinds) {
    List<Snippet> snippets = parse(text);
    assertEquals(List.of(kinds), snippets.stream().map(Snippet::kind).toList(), snippets::toString);
    String whole = snippets.stream().map(Snippet::text).collect(Collectors.joining());
    assertEquals(text.strip(), whole.strip());
  }

  @Test
  void membersAmongStatements() {
    assertKinds(
        """
        import java.util.List; import static java.lang.Math.max;
        import module java.base;
        static final int FOUR = 4;
        static { assert FOUR == 4; }
        int a = 1, b = 2; var c = 3;
        record Point(int x, int y) {}
        sealed interface Shape permits Circle {}
        public static void main(String[] args) {}
        <T> T same(T t) { return t; }
        @Override public String toString() { return "}"; }
        int[] array() { return new int[] {1}; }
        enum Color { RED }
        label: for (;;) { break label; }
        switch (a) { case 1 -> {} default -> {} }
        ;
        """,
        IMPORT, IMPORT, IMPORT, MEMBER, MEMBER, VARIABLE, VARIABLE, TYPE, TYPE, MAIN, MEMBER,
        MEMBER, MEMBER, TYPE, STATEMENT, STATEMENT, STATEMENT);
  }

  @Test
  void nothingBetweenThem() {
    assertKinds(
        "import a.B;import c.D;int f(){return 1;}print(1);int g(){return 2;}class A{}{print(2);}",
        IMPORT,
        IMPORT,
        MEMBER,
        STATEMENT,
        MEMBER,
        TYPE,
        STATEMENT);
  }

  @Test
  void commentsBelongToWhatFollows() {
    List<Snippet> snippets = parse("a(); // one\n\n /* ; */ b(\n);\n// two\n");
    assertEquals(
        List.of(
            new Snippet(STATEMENT, 11, 0, "a();", 0),
            new Snippet(STATEMENT, 11, 4, " // one\n\n /* ; */ b(\n);", 18)),
        snippets);
    assertEquals(13, snippets.get(1).codeLine());
    assertEquals(List.of(), parse(""));
    assertEquals(List.of(), parse("/* nothing */\n"));
  }

  /** What is wrong is kept, for the compiler to say what it is. */
  @Test
  void mistakesDoNotHideWhatFollows() {
    assertKinds(
        "print(1);\nint x = ;\nprint(2);\nint f() { return 1; }",
        STATEMENT,
        STATEMENT,
        STATEMENT,
        MEMBER);
    assertKinds("if (true) {", STATEMENT);
    assertKinds("print(1); } void f() { print(2);", STATEMENT, STATEMENT);
    assertKinds("} void f() {", STATEMENT);
    assertKinds("\"no end", STATEMENT);
    assertKinds("/* no end", STATEMENT);
  }
}
