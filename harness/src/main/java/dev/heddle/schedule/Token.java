package dev.heddle.schedule;

import dev.heddle.schedule.Schedule.Deviation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of a schedule: {@code h1.} and, in base64 for URLs, the number of decisions, then for
 * each deviation its distance from the one before, its option, how many there were and its check
 * byte; two bytes of check of the whole run, and two of the token itself. Numbers have seven bits a
 * byte, least first.
 *
 * <p>The token of a run with scheduling points begins with {@code h2.} and has these first: a
 * number for the level, with bits that say whether names are included and excluded; how many fields
 * are shared, and four bytes for each; how many names are included, if any are, and each after its
 * length in bytes; and the same of those that are excluded.
 */
final class Token {
  private static final String PREFIX = "h1.";
  private static final String PREFIX_WITH_POINTS = "h2.";
  private static final int VERSION = 2;

  /** Far more than any run has decisions for; a hostile token ends here. */
  private static final int LONGEST = 1 << 20;

  private static final int CHECKS = 4;

  /** Where the number of the level is in the first number of points. */
  private static final int LEVEL = 0b11;

  private static final int INCLUDES = 0b100;

  private static final int EXCLUDES = 0b1000;

  /** By their numbers in tokens. */
  private static final List<PointLevel> LEVELS =
      List.of(PointLevel.NONE, PointLevel.SYNC, PointLevel.VOLATILE, PointLevel.ALL);

  private Token() {}

  static String encode(Schedule schedule) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Points points = schedule.points();
    if (!points.equals(Points.NONE)) {
      write(bytes, points);
    }
    number(bytes, schedule.decisions());
    int next = 0;
    for (Deviation deviation : schedule.deviations()) {
      number(bytes, deviation.at() - next);
      number(bytes, deviation.option() - 1);
      number(bytes, deviation.of() - 2);
      bytes.write(deviation.check());
      next = deviation.at() + 1;
    }
    two(bytes, schedule.check());
    two(bytes, sum(bytes.toByteArray()));
    return (points.equals(Points.NONE) ? PREFIX : PREFIX_WITH_POINTS)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static void write(ByteArrayOutputStream bytes, Points points) {
    boolean includes = !points.included().isEmpty();
    boolean excludes = !points.excluded().isEmpty();
    number(
        bytes,
        LEVELS.indexOf(points.level()) | (includes ? INCLUDES : 0) | (excludes ? EXCLUDES : 0));
    number(bytes, points.shared().size());
    for (int shared : points.shared()) {
      two(bytes, shared >>> Short.SIZE);
      two(bytes, shared);
    }
    if (includes) {
      names(bytes, points.included());
    }
    if (excludes) {
      names(bytes, points.excluded());
    }
  }

  private static void names(ByteArrayOutputStream bytes, List<String> names) {
    number(bytes, names.size());
    for (String name : names) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      number(bytes, text.length);
      bytes.writeBytes(text);
    }
  }

  private static void number(ByteArrayOutputStream bytes, int value) {
    int rest = value;
    while (rest > 0x7f) {
      bytes.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
  }

  private static void two(ByteArrayOutputStream bytes, int value) {
    bytes.write((value >>> 8) & 0xff);
    bytes.write(value & 0xff);
  }

  private static int sum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue() & 0xffff;
  }

  static Schedule decode(@Nullable String token) {
    if (token == null) {
      throw new BadTokenException("null", "is missing: give the one that the failure printed.");
    }
    if (token.length() > LONGEST) {
      throw new BadTokenException(
          token, "has " + token.length() + " characters; a token has " + LONGEST + " at most.");
    }
    return new Reader(token).read();
  }

  private static final class Reader {
    private final String token;

    private byte[] bytes = new byte[0];

    private int at;

    Reader(String token) {
      this.token = token.strip();
    }

    Schedule read() {
      bytes = payload();
      int end = bytes.length - CHECKS;
      if (end < 1) {
        throw bad("is too short: part of it is missing. Copy all of it.");
      }
      if (sum(Arrays.copyOf(bytes, end + 2)) != twoAt(end + 2)) {
        throw bad("is damaged: a character is wrong or missing. Copy it again.");
      }
      Points points = token.startsWith(PREFIX_WITH_POINTS) ? points(end) : Points.NONE;
      int decisions = number();
      List<Deviation> deviations = new ArrayList<>();
      int next = 0;
      while (at < end) {
        long place = (long) next + number();
        long option = number() + 1L;
        long of = number() + 2L;
        if (at >= end || place >= decisions || option >= of || of > Integer.MAX_VALUE) {
          throw contradicts();
        }
        deviations.add(new Deviation((int) place, (int) option, (int) of, bytes[at++] & 0xff));
        next = (int) place + 1;
      }
      return new Schedule(deviations, decisions, twoAt(end), points);
    }

    private Points points(int end) {
      int first = number();
      int level = first & LEVEL;
      require((first & ~(LEVEL | INCLUDES | EXCLUDES)) == 0 && level < LEVELS.size());
      List<Integer> shared = new ArrayList<>();
      for (int left = number(); left > 0; left--) {
        require(at + Integer.BYTES <= end);
        shared.add(twoAt(at) << Short.SIZE | twoAt(at + 2));
        at += Integer.BYTES;
      }
      List<String> included = (first & INCLUDES) == 0 ? List.of() : names(end);
      List<String> excluded = (first & EXCLUDES) == 0 ? List.of() : names(end);
      return new Points(LEVELS.get(level), shared, included, excluded);
    }

    private List<String> names(int end) {
      List<String> names = new ArrayList<>();
      for (int left = number(); left > 0; left--) {
        int length = number();
        require(length <= end - at);
        names.add(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      }
      return names;
    }

    private void require(boolean consistent) {
      if (!consistent) {
        throw contradicts();
      }
    }

    private BadTokenException contradicts() {
      return bad("is not one that Heddle has made: its numbers contradict each other.");
    }

    private byte[] payload() {
      if (!token.startsWith(PREFIX) && !token.startsWith(PREFIX_WITH_POINTS)) {
        throw bad(
            token.matches("h[1-9][0-9]{0,3}\\..*")
                ? "is of a newer version of Heddle; this one reads versions up to "
                    + VERSION
                    + ". Replay it with the version that made it."
                : "is not the token of a schedule: that begins with \""
                    + PREFIX
                    + "\" or \""
                    + PREFIX_WITH_POINTS
                    + "\".");
      }
      try {
        return Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
      } catch (IllegalArgumentException e) {
        throw bad("is damaged: it has a character that no token has. Copy it again.");
      }
    }

    private int number() {
      long value = 0;
      for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0 && value <= Integer.MAX_VALUE) {
          return (int) value;
        }
      }
      throw bad("is not one that Heddle has made: a number in it is too large.");
    }

    private int twoAt(int index) {
      return ((bytes[index] & 0xff) << 8) | (bytes[index + 1] & 0xff);
    }

    private BadTokenException bad(String what) {
      return new BadTokenException(token, what);
    }
  }
}
