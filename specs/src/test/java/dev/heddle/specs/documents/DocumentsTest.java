package dev.heddle.specs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  /** Each program prints exactly what its document promises. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.heddle.specs.documents.Documents#programs")
  void printsWhatIsDocumented(Program program) {
    assertEquals(program.documented(), program.run());
  }

  /** Each program has a name of its own. */
  @Test
  void namesDiffer() {
    List<String> ids = Documents.programs().stream().map(Program::id).toList();
    assertEquals(21, new HashSet<>(ids).size());
  }

  /** A program without a documented output says which resource is missing. */
  @Test
  void missingOutputIsNamed() {
    Program program = new Program("S9z", "none", "nothing", out -> {});
    String message = assertThrows(IllegalStateException.class, program::documented).getMessage();
    assertEquals("The output of program S9z is missing: add the resource S9z.txt.", message);
  }
}
