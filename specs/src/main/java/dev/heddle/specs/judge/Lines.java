package dev.heddle.specs.judge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, each decoded when its turn comes: a bad one spoils none before it. */
final class Lines {
  private final InputStream in;
  private int number;

  Lines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The number of the line that {@link #next} returned last, from 1. */
  int number() {
    return number;
  }

  /**
   * The next line without its end; null after the last.
   *
   * @throws BadInput if it is not UTF-8
   */
  @Nullable String next() throws IOException {
    int read = in.read();
    if (read < 0) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())) + "";
    } catch (CharacterCodingException e) {
      throw new BadInput("not UTF-8: " + e.getMessage());
    }
  }
}
