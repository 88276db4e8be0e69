package dev.heddle.junit.documents;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles the class of a program in memory, against the class path of the tests. */
final class Compiler {
  private static final List<String> OPTIONS =
      List.of(
          "-g",
          "-parameters",
          "-proc:none",
          "-nowarn",
          "-classpath",
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));

  private Compiler() {}

  /** A task of the compiler that this JVM has. */
  static JavaCompiler.CompilationTask task(
      @Nullable JavaFileManager files,
      DiagnosticCollector<JavaFileObject> found,
      List<String> options,
      List<? extends JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException(
          "The Java in ["
              + System.getProperty("java.home")
              + "] has no compiler, which documents"
              + " need: run the tests on a JDK.");
    }
    return compiler.getTask(Writer.nullWriter(), files, found, options, null, sources);
  }

  /**
   * Compiles.
   *
   * @throws MistakeException if it does not compile, with the compiler's messages
   */
  static ClassesInMemory compile(Page page, ProgramClass source) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (ClassesInMemory classes =
        new ClassesInMemory(compiler.getStandardFileManager(found, Locale.ROOT, null))) {
      SourceInMemory file =
          new SourceInMemory(String.valueOf(page.file().getFileName()), source.text());
      if (!task(classes, found, OPTIONS, List.of(file)).call()) {
        throw new MistakeException(mistake(page, source, found.getDiagnostics()));
      }
      return classes;
    }
  }

  private static Mistake mistake(
      Page page, ProgramClass source, List<Diagnostic<? extends JavaFileObject>> found) {
    StringBuilder text = new StringBuilder("The program does not compile.");
    int first = 0;
    for (Diagnostic<?> one : found) {
      if (one.getKind() == Diagnostic.Kind.ERROR) {
        int line = source.documentLine(one.getLineNumber(), one.getColumnNumber());
        first = first == 0 ? line : first;
        text.append("\n").append(page.name()).append(":").append(line).append(": ");
        text.append(one.getMessage(Locale.ROOT).replace("\n", "\n    "));
      }
    }
    return new Mistake(Math.max(1, first), text.toString());
  }
}
