package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Code that is compiled into a folder as a test runs, and so is code under test. */
final class CompiledFolder {
  private CompiledFolder() {}

  /** Compiles one class of the unnamed package for a version of Java. */
  static Path compile(Path folder, String name, String source, int release) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-Xlint:-options",
                "--release",
                String.valueOf(release),
                "-d",
                folder.toString(),
                file.toString());
    assertEquals(0, status, messages::toString);
    return folder.resolve(name + ".class");
  }

  /** A loader of its own for what is in the folder. */
  static URLClassLoader loader(Path folder) throws IOException {
    return new URLClassLoader(new URL[] {folder.toUri().toURL()});
  }
}
