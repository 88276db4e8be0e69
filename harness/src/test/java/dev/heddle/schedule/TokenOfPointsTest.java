package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Schedule.Deviation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The token of a run with scheduling points says where they were, too. */
class TokenOfPointsTest {
  private static final long SEED = 20261128;

  /** The level VOLATILE. */
  private static final int LEVEL = 2;

  /** Says that there are included names. */
  private static final int NAMES = 4;

  private static Points random(Random random) {
    TreeSet<Integer> shared = new TreeSet<>();
    TreeSet<String> inside = new TreeSet<>();
    List<String> outside = random.nextInt(4) == 0 ? List.of("com.acme.*") : List.of();
    for (int left = random.nextInt(6); left > 0; left--) {
      shared.add(random.nextInt());
    }
    for (int left = random.nextInt(3); left > 0; left--) {
      inside.add("java.util." + "Größe".repeat(random.nextInt(40)) + left);
    }
    PointLevel level =
        List.of(PointLevel.SYNC, PointLevel.VOLATILE, PointLevel.ALL).get(random.nextInt(3));
    return new Points(level, List.copyOf(shared), List.copyOf(inside), outside);
  }

  private static Schedule schedule(Random random) {
    List<Deviation> deviations = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = deviations.isEmpty() ? 0 : deviations.get(deviations.size() - 1).at() + 1;
      deviations.add(new Deviation(at + random.nextInt(200), 1, 3, random.nextInt(256)));
    }
    return new Schedule(deviations, 1_000, random.nextInt(1 << 16), random(random));
  }

  /** A token of these bytes, with a right sum. */
  private static String token(int... bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int each : bytes) {
      all.write(each);
    }
    return sealed(all.toByteArray());
  }

  private static String sealed(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.write((byte) (crc.getValue() >>> 8));
    all.write((byte) crc.getValue());
    return "h2." + Base64.getUrlEncoder().withoutPadding().encodeToString(all.toByteArray());
  }

  private static String refusal(String token) {
    return assertThrows(BadTokenException.class, () -> Schedule.parse(token), token).getMessage();
  }

  /** What is read is what was written, and a schedule shows itself as its token. */
  @Test
  void roundTrip() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      Schedule schedule = schedule(random);
      String token = schedule.token();
      assertTrue(token.matches("h2\\.[A-Za-z0-9_-]+"), token);
      assertEquals(schedule, Schedule.parse("  " + token + "\n"));
      assertEquals(token, schedule.toString());
    }
  }

  /** Every level has its number, which no later version may change. */
  @ParameterizedTest
  @EnumSource
  void levels(PointLevel level) {
    Schedule schedule = new Schedule(List.of(), 0, 0, Points.of(level));
    assertEquals(schedule, Schedule.parse(schedule.token()));
    String expected =
        switch (level) {
          case NONE -> "h1.AAAA";
          case SYNC -> "h2.AQAA";
          case VOLATILE -> "h2.AgAA";
          case ALL -> "h2.AwAA";
        };
    assertTrue(schedule.token().startsWith(expected), schedule.token());
  }

  /** A run without points keeps the token that it had before there were any. */
  @Test
  void withoutPoints() {
    Schedule before = new Schedule(List.of(), 21, 0x1234);
    assertEquals(before, new Schedule(List.of(), 21, 0x1234, Points.NONE));
    assertTrue(before.token().startsWith("h1."), before.token());
  }

  /** A short run with one shared field is short as well. */
  @Test
  void isShort() {
    Points points = new Points(PointLevel.VOLATILE, List.of(-1), List.of(), List.of());
    Deviation one = new Deviation(20, 1, 2, 99);
    assertEquals(23, new Schedule(List.of(one), 31, 7, points).token().length());
  }

  /** A wrong character is found; what is not, by one in 65,536, is still a schedule. */
  @Test
  void damaged() {
    Random random = new Random(SEED);
    int read = 0;
    int changed = 0;
    for (int i = 0; i < 2_000; i++) {
      StringBuilder token = new StringBuilder(schedule(random).token());
      int at = 3 + random.nextInt(token.length() - 3);
      char before = token.charAt(at);
      token.setCharAt(at, (char) (33 + random.nextInt(94)));
      changed += token.charAt(at) == before ? 0 : 1;
      read += token.charAt(at) != before && reads(token.toString()) ? 1 : 0;
    }
    // A last character may have bits that do not count.
    assertTrue(read < changed / 25, read + " of " + changed);
  }

  private static boolean reads(String text) {
    try {
      Schedule schedule = Schedule.parse(text);
      assertEquals(schedule, Schedule.parse(schedule.token()));
      return true;
    } catch (BadTokenException e) {
      assertTrue(e.getMessage().startsWith("Token ["), e.getMessage());
      return false;
    }
  }

  /** A part of a token is refused. */
  @Test
  void truncated() {
    String token = schedule(new Random(SEED)).token();
    for (int length = 0; length < token.length() - 1; length++) {
      refusal(token.substring(0, length));
    }
  }

  /** Whatever comes with a right sum, the answer is a schedule or that one exception. */
  @Test
  void fuzz() {
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(30)];
      random.nextBytes(bytes);
      for (int at = 0; at < Math.min(bytes.length, i % 4); at++) {
        bytes[at] = (byte) random.nextInt(4);
      }
      read += reads(sealed(bytes)) ? 1 : 0;
    }
    assertTrue(read > 100, "read " + read);
  }

  /** There is no level after the last. */
  @Test
  void unknownLevel() {
    assertTrue(refusal(token(16, 0, 0, 0, 0, 0)).contains("contradict"));
    assertEquals(PointLevel.ALL, Schedule.parse(token(3, 0, 0, 0, 0)).points().level());
  }

  /** More fields, or longer names, than there are bytes for are refused and take no memory. */
  @Test
  void hostileSizes() {
    assertTrue(refusal(token(LEVEL, 1, 0, 0, 0, 0, 0)).contains("contradict"));
    assertTrue(refusal(token(LEVEL, 255, 255, 255, 255, 7, 0, 0, 0)).contains("contradict"));
    assertTrue(refusal(token(LEVEL, 255, 255, 255, 255, 15, 0, 0, 0)).contains("too large"));
    assertTrue(refusal(token(LEVEL | NAMES, 0, 1, 5, 'a', 0, 0, 0)).contains("contradict"));
    assertTrue(
        refusal(token(LEVEL | NAMES, 0, 1, 255, 255, 255, 255, 7, 0)).contains("contradict"));
    assertTrue(
        refusal(token(LEVEL | NAMES, 0, 255, 255, 255, 255, 7, 0, 0, 0)).contains("contradict"));
  }
}
