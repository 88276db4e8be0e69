package dev.heddle.junit.documents;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/** What the compiler's parser makes of a text that is taken as statements, members or imports. */
final class ParsedJava {
  /** What a text is taken as. */
  enum Form {
    /** Statements, local variables and local classes. */
    STATEMENTS("class C {{", "\n}}"),
    /** Methods, fields and nested classes. */
    MEMBERS("class C {", "\n}"),
    /** Imports. */
    IMPORTS("", "\n");

    private final String before;
    private final String after;

    Form(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  /**
   * A declaration or statement.
   *
   * @param start where it begins in the text, behind the comments before it
   * @param end where it ends in the text
   */
  record Piece(Snippet.Kind kind, int start, int end) {}

  private final Form form;
  private final String text;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<Piece> pieces = new ArrayList<>();
  private int firstError = Integer.MAX_VALUE;

  private ParsedJava(Form form, String text) {
    this.form = form;
    this.text = text;
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    SourceInMemory source = new SourceInMemory("Snippets", form.before + text + form.after);
    JavacTask task = (JavacTask) Compiler.task(null, found, List.of(), List.of(source));
    try {
      unit = task.parse().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    positions = Trees.instance(task).getSourcePositions();
    for (Diagnostic<?> each : found.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        errorAt((int) each.getPosition() - form.before.length());
      }
    }
    trees().forEach(this::add);
  }

  static ParsedJava of(Form form, String text) {
    return new ParsedJava(form, text);
  }

  /** Whether all of the text is what it was taken as. */
  boolean isCorrect() {
    return firstError == Integer.MAX_VALUE;
  }

  /** What is complete before the first error. */
  List<Piece> beforeError() {
    return pieces.stream().takeWhile(this::isComplete).toList();
  }

  private boolean isComplete(Piece piece) {
    return piece.end > 0
        && piece.end <= Math.min(firstError, text.length())
        && (text.charAt(piece.end - 1) == ';' || text.charAt(piece.end - 1) == '}');
  }

  /**
   * What the parser has made of the text up to where it goes on after the first error; if it does
   * not, all of it. It is compiled like the rest, and the compiler says what is wrong.
   */
  Piece wrong() {
    Piece first = pieces.isEmpty() ? new Piece(Snippet.Kind.STATEMENT, 0, 0) : pieces.get(0);
    int end = first.end <= 0 ? text.length() : Math.min(first.end, text.length());
    return new Piece(Snippet.Kind.STATEMENT, Math.clamp(first.start, 0, end), end);
  }

  private void errorAt(int position) {
    firstError = Math.min(firstError, Math.max(0, position));
  }

  private List<? extends Tree> trees() {
    if (form == Form.IMPORTS) {
      return unit.getImports();
    }
    if (!unit.getTypeDecls().isEmpty() && unit.getTypeDecls().get(0) instanceof ClassTree type) {
      if (form == Form.MEMBERS) {
        checkEnd(type);
        return type.getMembers();
      }
      if (!type.getMembers().isEmpty() && type.getMembers().get(0) instanceof BlockTree block) {
        checkEnd(block);
        return block.getStatements();
      }
    }
    errorAt(0);
    return List.of();
  }

  /** What the text is put into has to end behind the text, not by a brace in it. */
  private void checkEnd(Tree container) {
    int brace = end(container) - 1;
    if (brace != text.length() + 1) {
      errorAt(brace);
    }
  }

  private void add(Tree tree) {
    int start = (int) positions.getStartPosition(unit, tree) - form.before.length();
    Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
    if (last != null && start <= last.start) { // another variable of one declaration
      pieces.set(pieces.size() - 1, new Piece(last.kind, last.start, end(tree)));
    } else {
      pieces.add(new Piece(kind(tree), start, end(tree)));
    }
  }

  private int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree) - form.before.length();
  }

  private Snippet.Kind kind(Tree tree) {
    if (tree instanceof ImportTree) {
      return Snippet.Kind.IMPORT;
    }
    if (tree instanceof MethodTree method) {
      return method.getName().contentEquals("main") ? Snippet.Kind.MAIN : Snippet.Kind.MEMBER;
    }
    if (tree instanceof VariableTree variable) {
      boolean isStatic = variable.getModifiers().getFlags().contains(Modifier.STATIC);
      return isStatic ? Snippet.Kind.MEMBER : Snippet.Kind.VARIABLE;
    }
    if (form == Form.MEMBERS && tree instanceof BlockTree initializer && initializer.isStatic()) {
      return Snippet.Kind.MEMBER;
    }
    return tree instanceof ClassTree ? Snippet.Kind.TYPE : Snippet.Kind.STATEMENT;
  }
}
