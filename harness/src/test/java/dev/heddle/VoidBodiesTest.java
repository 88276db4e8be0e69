package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with a result and without one are told apart by the compiler. */
class VoidBodiesTest {
  private static int six() {
    return 6;
  }

  private static int sixOf(Loop loop) {
    return loop.isRunning() ? 6 : 0;
  }

  private static void nothing() {}

  /** A main task has a result or none, and takes the loop or not. */
  @Test
  void mainTasks() {
    List<String> ran = new ArrayList<>();
    Loop.run(
        loop -> {
          Thread.sleep(1);
          ran.add("with loop");
        });
    Loop.run(
        () -> {
          Thread.sleep(1);
          ran.add("without");
        });
    Loop.run(VoidBodiesTest::nothing);
    assertEquals(List.of("with loop", "without"), ran);

    int ofLambda = Loop.run(loop -> 6);
    int ofBlock =
        Loop.run(
            loop -> {
              return 6;
            });
    int ofCall = Loop.run(loop -> sixOf(loop));
    int ofReference = Loop.run(VoidBodiesTest::sixOf);
    int ofSupplier = Loop.run(VoidBodiesTest::six);
    assertEquals(
        List.of(6, 6, 6, 6, 6), List.of(ofLambda, ofBlock, ofCall, ofReference, ofSupplier));
  }

  /** A lambda that fits both has a result. */
  @Test
  void bothFit() {
    Loop.run(
        () -> {
          Task<Integer> called = Tasks.createTask(() -> six());
          assertEquals(6, called.await());
          Task<Integer> named = Tasks.createTask("named", () -> six());
          assertEquals(6, named.await());
          Task<String> thrown =
              Tasks.createTask(
                  () -> {
                    throw new IOException("always");
                  });
          assertThrows(IOException.class, thrown::await);
        });
    assertThrows(
        IOException.class,
        () ->
            Loop.run(
                loop -> {
                  throw new IOException("always");
                }));
  }

  /** All that makes a task or runs a block takes a body without a result. */
  @Test
  void everywhere() throws Exception {
    List<String> ran = new ArrayList<>();
    try (Runner runner = new Runner()) {
      runner.run(() -> nothing());
      runner.run(
          () -> {
            Loop loop = Loop.current();
            Callable<Integer> callable = () -> 6;
            assertEquals(6, loop.createTask(callable).await());
            assertNull(loop.createTask(() -> nothing()).await());
            assertNull(loop.createTask("named", () -> nothing()).await());
            assertNull(loop.createEagerTask(() -> nothing()).await());
            assertNull(loop.createEagerTask("named", () -> nothing()).await());
            assertNull(Tasks.createTask(VoidBodiesTest::nothing).await());
            assertNull(Tasks.createTask("named", VoidBodiesTest::nothing).await());
            assertNull(Tasks.coroutine(() -> nothing()).await());
            assertNull(Coroutine.of("named", () -> nothing()).await());
            Tasks.group(
                group -> {
                  group.createTask(() -> ran.add("in a group"));
                  group.createTask("named", () -> nothing());
                });
            Tasks.timeout(
                Duration.ofSeconds(1),
                timeout -> {
                  ran.add("in time");
                });
            assertEquals(6, Tasks.<Integer>group(group -> 6));
            int inTime = Tasks.timeout(null, timeout -> 6);
            assertEquals(6, inTime);
          });
    }
    assertEquals(List.of("in a group", "in time"), ran);
  }

  /** A body with a result serves where none is wanted. */
  @Test
  void forgetsTheResult() throws Exception {
    Loop.Body<Integer> body = VoidBodiesTest::sixOf;
    Loop.VoidBody forgets = body;
    Loop.run(forgets);
    assertInstanceOf(Integer.class, Loop.run(body));
  }

  /** The first thing that somebody tries. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(Loop.run(() -> 6 * 7));",
        "System.out.println(Loop.run(() -> \"six\"));",
        "System.out.println(Loop.run(() -> { Thread.sleep(1); return List.of(1); }));",
        "System.out.println(Loop.run(() -> Tasks.createTask(() -> 6).await()));",
        "Loop.run(() -> System.out.println(6));",
        "Loop.run(() -> { });",
        "Loop.builder().run(loop -> { System.out.println(loop.time()); });",
        "Loop.run(loop -> { System.out.println(loop.time()); });",
        "String s = String.valueOf(Loop.run((Loop loop) -> loop.time()));",
      })
  void compiles(String line) {
    assertEquals(List.of(), errors(line));
  }

  /** With a parameter whose type is left out, Java cannot choose among the methods of a stream. */
  @Test
  void isAmbiguous() {
    List<String> errors = errors("System.out.println(Loop.run(loop -> 6 * 7));");
    assertTrue(errors.get(0).startsWith("reference to println is ambiguous"), errors::toString);
  }

  private static List<String> errors(String line) {
    String source =
        "import dev.heddle.*; import java.util.*; class Tries { void tries() { " + line + " } }";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Tries.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-proc:none", "-Xlint:none", "-implicit:none", "-XDshould-stop.ifNoError=FLOW");
    compiler.getTask(null, null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getMessage(null))
        .toList();
  }
}
