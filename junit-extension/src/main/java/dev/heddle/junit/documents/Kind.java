package dev.heddle.junit.documents;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/** What a chunk of Java is, as the compiler's parser has it. */
enum Kind {
  /** An import. */
  IMPORT,
  /** A method with the name main. */
  MAIN,
  /** Another method, or a field that says that it is static. */
  METHOD,
  /** A class, record, enum or interface. */
  TYPE,
  /** A variable, which may be a field or local. */
  VARIABLE,
  /** Anything else. */
  STATEMENT;

  static Kind of(Chunk chunk) {
    if (chunk.code().startsWith("import ")) {
      return IMPORT;
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Source source = new Source("Chunk.java", "class Chunk {" + chunk.text() + "\n}");
    JavacTask task = (JavacTask) Compiler.task(null, found, List.of(), source);
    try {
      ClassTree type = (ClassTree) task.parse().iterator().next().getTypeDecls().get(0);
      boolean isMember =
          type.getMembers().size() == 1
              && found.getDiagnostics().stream()
                  .noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
      return isMember ? of(type.getMembers().get(0)) : STATEMENT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Kind of(Tree member) {
    if (member instanceof MethodTree method) {
      return method.getName().contentEquals("main") ? MAIN : METHOD;
    }
    if (member instanceof VariableTree variable) {
      boolean isStatic = variable.getModifiers().getFlags().contains(Modifier.STATIC);
      return isStatic ? METHOD : VARIABLE;
    }
    return member instanceof ClassTree ? TYPE : STATEMENT;
  }
}
