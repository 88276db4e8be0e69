package dev.heddle.specs.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program of a document.
 *
 * @param id its short name, by which its documented output is found
 * @param document the document's subject
 * @param title what the program shows
 * @param body the program; prints to what it is given
 */
public record Program(String id, String document, String title, Consumer<PythonPrint> body) {
  /** Runs it; returns the lines that it printed. */
  public List<String> run() {
    List<String> lines = new ArrayList<>();
    body.accept(new PythonPrint(lines::add));
    return lines;
  }

  /** The lines that the document promises or, where it promises none, that CPython prints. */
  public List<String> documented() {
    String name = id + ".txt";
    try (InputStream in = Program.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The output of program " + id + " is missing: add the resource " + name + ".");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @Override
  public String toString() {
    return id + ", " + title;
  }
}
