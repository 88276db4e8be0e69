package dev.heddle.junit.documents;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

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

  /** A statement is an error where a member is expected. */
  private static final List<String> MANY_ERRORS = List.of("-Xmaxerrs", "1000000");

  /** What each of some chunks is. */
  static List<Kind> of(List<Chunk> chunks) {
    List<Source> sources =
        IntStream.range(0, chunks.size())
            .mapToObj(
                i -> new Source(String.valueOf(i), "class C {" + chunks.get(i).text() + "\n}"))
            .toList();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Map<String, Tree> members = parse(sources, found);
    for (Diagnostic<? extends JavaFileObject> error : found.getDiagnostics()) {
      members.remove(error.getSource().getName());
    }
    return IntStream.range(0, chunks.size())
        .mapToObj(i -> isImport(chunks.get(i)) ? IMPORT : of(members.get(String.valueOf(i))))
        .toList();
  }

  private static boolean isImport(Chunk chunk) {
    return chunk.code().startsWith("import ");
  }

  /** The members that the sources have, of those that have one, by name. */
  private static Map<String, Tree> parse(
      List<Source> sources, DiagnosticCollector<JavaFileObject> found) {
    Map<String, Tree> members = new HashMap<>();
    if (sources.isEmpty()) {
      return members;
    }
    JavacTask task = (JavacTask) Compiler.task(null, found, MANY_ERRORS, sources);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        ClassTree type = (ClassTree) unit.getTypeDecls().get(0);
        if (type.getMembers().size() == 1) {
          members.put(unit.getSourceFile().getName(), type.getMembers().get(0));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  private static Kind of(@Nullable Tree member) {
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
