package dev.heddle.junit;

import dev.heddle.schedule.BadTokenException;
import dev.heddle.schedule.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The schedules under which tests have failed, in a small text file: a line with a token, the
 * unique id of the test and what it failed with, separated by tabs. What is not such a line stays
 * as it is. A file that is not one of ours, or cannot be read or written, is told and left alone.
 */
final class KnownFailures {
  static final String PARAMETER = "heddle.failures";

  private static final System.Logger LOGGER = System.getLogger("dev.heddle");

  private static final Path DEFAULT = Path.of(".heddle", "failures.txt");

  private static final String HEADER =
      "# Schedules under which tests failed, which Heddle tries first next time. Commit or ignore"
          + " this file as you like; it may be deleted.";

  private static final String FIRST_WORDS = "# Schedules under which tests failed";

  private static final int PER_TEST = 10;
  private static final int SUMMARY = 120;

  /** In one JVM a file is locked once at a time. */
  private static final Object LOCK = new Object();

  /** Null: nothing is kept. */
  private final @Nullable Path file;

  private KnownFailures(@Nullable Path file) {
    this.file = file;
  }

  /** The file that the configuration names. */
  static KnownFailures of(ExtensionContext context) {
    Optional<String> name = context.getConfigurationParameter(PARAMETER).map(String::strip);
    if (name.isPresent() && name.get().equals("none")) {
      return new KnownFailures(null);
    }
    return new KnownFailures(name.map(Path::of).orElse(DEFAULT));
  }

  // ---- reading ----------------------------------------------------------------------------

  /** The schedules under which a test has failed, last first. */
  List<Schedule> of(String id) {
    List<Schedule> schedules = new ArrayList<>();
    if (file != null && Files.exists(file)) {
      try {
        for (String line : lines(ByteBuffer.wrap(Files.readAllBytes(file)))) {
          read(line, id, schedules);
        }
      } catch (IOException e) {
        tell("could not be read, and is ignored: " + e);
      }
    }
    return schedules.reversed();
  }

  /**
   * Whether a test may be the one that a schedule is of: it has failed with it, or none is known
   * that has.
   */
  boolean mayBeOf(String id, Schedule schedule) {
    List<String> owners = owners(schedule);
    return owners.isEmpty() || owners.contains(id);
  }

  /** The tests that have failed with a schedule. */
  private List<String> owners(Schedule schedule) {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      return lines(ByteBuffer.wrap(Files.readAllBytes(file))).stream()
          .map(line -> line.split("\t", 3))
          .filter(fields -> fields.length > 1 && fields[0].equals(schedule.toString()))
          .map(fields -> fields[1])
          .toList();
    } catch (IOException e) {
      return List.of(); // told where failures are read
    }
  }

  private void read(String line, String id, List<Schedule> schedules) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] fields = line.split("\t", 3);
    if (fields.length > 1 && !fields[1].equals(id)) {
      return;
    }
    try {
      Schedule schedule = Schedule.parse(fields[0]);
      if (fields.length > 1) {
        schedules.add(schedule);
      } else {
        tell("has a line that names no test, which is ignored: " + line);
      }
    } catch (BadTokenException e) {
      tell("has a line that is ignored. " + e.getMessage());
    }
  }

  /** The lines of a file of ours; none of another. */
  private static List<String> lines(ByteBuffer bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      text = "(not text)";
    }
    if (text.isEmpty() || text.startsWith(FIRST_WORDS)) {
      return text.lines().toList();
    }
    throw new IOException(
        "it does not begin with \"" + FIRST_WORDS + "\", and so is not one of Heddle's");
  }

  // ---- writing ----------------------------------------------------------------------------

  /** A test has failed under a schedule. */
  void put(String id, Schedule schedule, Throwable failure) {
    String line = schedule + "\t" + id + "\t" + summary(failure);
    change(
        lines -> {
          List<String> kept = new ArrayList<>(lines);
          kept.removeIf(known -> known.startsWith(schedule + "\t" + id + "\t"));
          while (kept.stream().filter(known -> isOf(known, id)).count() >= PER_TEST) {
            kept.remove(firstOf(kept, id));
          }
          kept.add(line);
          return kept;
        });
  }

  private static String summary(Throwable failure) {
    String text = failure.getClass().getName() + ": " + failure.getMessage();
    String line = text.lines().findFirst().orElse("").replace('\t', ' ');
    return line.length() > SUMMARY ? line.substring(0, SUMMARY) : line;
  }

  private static int firstOf(List<String> lines, String id) {
    int index = 0;
    while (!isOf(lines.get(index), id)) {
      index++;
    }
    return index;
  }

  /** A test has passed under every schedule that is known of it, and under others. */
  void remove(String id) {
    change(lines -> lines.stream().filter(line -> !isOf(line, id)).toList());
  }

  private static boolean isOf(String line, String id) {
    String[] fields = line.split("\t", 3);
    return !line.startsWith("#") && fields.length > 1 && fields[1].equals(id);
  }

  private void change(UnaryOperator<List<String>> edit) {
    if (file == null) {
      return;
    }
    synchronized (LOCK) {
      try {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          rewrite(lock.acquiredBy(), edit);
        }
      } catch (IOException | UncheckedIOException e) {
        tell("was not changed: " + e);
      }
    }
  }

  private static void rewrite(Channel locked, UnaryOperator<List<String>> edit) throws IOException {
    FileChannel channel = (FileChannel) locked;
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    channel.read(bytes, 0);
    List<String> before = lines(bytes.flip());
    List<String> lines = new ArrayList<>(before.isEmpty() ? List.of(HEADER) : before);
    String text = String.join("\n", edit.apply(lines)) + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private void tell(String what) {
    LOGGER.log(Level.WARNING, "The file of failed schedules [" + file + "] " + what);
  }
}
