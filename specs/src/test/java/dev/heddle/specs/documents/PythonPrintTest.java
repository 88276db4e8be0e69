package dev.heddle.specs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Coroutine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PythonPrintTest {
  /** Values are printed as Python prints them, with a space between them. */
  @Test
  void printsValuesAsPythonDoes() {
    List<String> lines = new ArrayList<>();
    PythonPrint out = new PythonPrint(lines::add);
    out.print("text", null, true, false, 1, 0.125);
    out.print(Arrays.asList("a", null, List.of(1, "b")));
    out.print();
    assertEquals(List.of("text None True False 1 0.125", "['a', None, [1, 'b']]", ""), lines);
  }

  /** A text is quoted as Python quotes it. */
  @Test
  void quotesTexts() {
    assertEquals("'a'", PythonPrint.repr("a"));
    assertEquals("\"it's\"", PythonPrint.repr("it's"));
  }

  /** An exception is printed by its message, and shown with its name in Python. */
  @Test
  void showsExceptions() {
    assertEquals("x", PythonPrint.str(new IllegalStateException("x")));
    assertEquals("", PythonPrint.str(new IllegalStateException()));
    assertEquals("IllegalStateException('x')", PythonPrint.repr(new IllegalStateException("x")));
    assertEquals("CancelledError('')", PythonPrint.repr(new CancellationException()));
    assertEquals("TimeoutError('late')", PythonPrint.repr(new TimeoutException("late")));
  }

  /** A coroutine object is shown without its address. */
  @Test
  void showsCoroutineObjects() {
    Coroutine<Integer> coroutine = Coroutine.of("f", () -> 1);
    assertEquals("<coroutine object f at 0x...>", PythonPrint.repr(coroutine));
  }
}
