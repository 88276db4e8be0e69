package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about libraries says what its command would print today, but for the real times. */
class LibrariesTableTest {
  @Test
  void tableIsThatOfTheCommand() throws IOException {
    String today =
        Library.all().stream()
            .flatMap(
                library ->
                    library.programs().stream()
                        .map(program -> LibrariesTable.row(library, program)))
            .collect(Collectors.joining("\n"));
    assertEquals(
        today,
        LibrariesTable.said(Files.readString(LibrariesTable.PAGE)),
        "Run specs/libraries/table.");
  }
}
