package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Fork;
import dev.heddle.explore.Failure;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points make methods larger, and the JVM has limits for that. */
class BigMethodsTest {
  @TempDir Path folder;

  /** A loop around so many statements, for each of which there are two points; one is run. */
  private static String source(int statements) {
    return """
        public class Big {
          int count;

          public static boolean isFine(boolean mended) throws InterruptedException {
            Big it = new Big();
            Runnable body = mended ? it::addAlone : it::add;
            Thread one = new Thread(body);
            Thread other = new Thread(body);
            one.start();
            other.start();
            one.join();
            other.join();
            return it.count == 2;
          }

          synchronized void addAlone() {
            add();
          }

          void add() {
            for (int i = 0; i < 2; i++) {
              if (i == 0) {
                count++;
                continue;
              }
              if (count > 0) {
                continue;
              }
        BODY    }
          }
        }
        """
        .replace("BODY", "      count++;\n".repeat(statements));
  }

  private static Suspect big(URLClassLoader loader, boolean mended) throws Exception {
    Method isFine = loader.loadClass("Big").getMethod("isFine", boolean.class);
    return () -> (boolean) isFine.invoke(null, mended);
  }

  /** Jumps over more than two bytes can tell take other instructions, and other stack maps. */
  @Test
  void longJumps() throws Exception {
    CompiledFolder.compile(folder, "Big", source(1_500), 25);
    try (URLClassLoader loader = CompiledFolder.loader(folder)) {
      big(loader, false).isFoundRacing("reads Big.count");
      big(loader, true).passes();
    }
  }

  /** Prints how the class in a folder fails that was made in another JVM. */
  static final class RunsIt {
    private RunsIt() {}

    public static void main(String[] folders) throws Exception {
      try (URLClassLoader loader = CompiledFolder.loader(Path.of(folders[0]))) {
        Failure failure = big(loader, false).explore(explorer -> explorer).failure();
        System.out.print(failure == null ? "passes" : failure.thrown().getMessage());
      }
    }
  }

  /** A method that would be too large is a problem, since its races cannot be found. */
  @Test
  @Tag("starts-jvms")
  void tooLarge() throws Exception {
    CompiledFolder.compile(folder, "Big", source(4_000), 25);
    Fork.Result result =
        Fork.run(
            List.of("-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true"),
            RunsIt.class,
            folder.toString());
    String output = result.output();
    assertEquals(0, result.status(), output);
    assertTrue(output.contains("NOT_TRANSFORMED: class Big could not be transformed"), output);
    assertTrue(output.contains("split a method that is too large"), output);
  }
}
