package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is its schedule; anything else is refused with a reason. */
class TokenTest {
  private static final long SEED = 20261121;

  private static Schedule random(Random random, int deviations, int distance, int options) {
    List<Deviation> list = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < deviations; i++) {
      at += random.nextInt(distance);
      int of = 2 + random.nextInt(options);
      list.add(new Deviation(at++, 1 + random.nextInt(of - 1), of, random.nextInt(256)));
    }
    return new Schedule(list, at + random.nextInt(distance), random.nextInt(1 << 16));
  }

  /** What is read is what was written. */
  @Test
  void roundTrip() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      int distance = 1 + random.nextInt(i % 3 == 0 ? 100_000 : 100);
      int options = 1 + random.nextInt(i % 5 == 0 ? 70_000 : 6);
      Schedule schedule = random(random, random.nextInt(12), distance, options);
      assertEquals(schedule, Schedule.parse(schedule.token()));
      assertEquals(schedule, Schedule.parse("  " + schedule.token() + "\n"));
    }
  }

  /** The greatest numbers survive. */
  @Test
  void greatNumbers() {
    int max = Integer.MAX_VALUE;
    Schedule schedule =
        new Schedule(List.of(new Deviation(max - 1, max - 1, max, 255)), max, 0xffff);
    assertEquals(schedule, Schedule.parse(schedule.token()));
  }

  /** A few deviations fit into 40 characters, and none into 10. */
  @Test
  void isShort() {
    Random random = new Random(SEED);
    assertEquals(10, new Schedule(List.of(), 21, 0x1234).token().length());
    for (int i = 0; i < 1_000; i++) {
      assertTrue(random(random, 5, 25, 6).token().length() <= 40);
    }
  }

  /** It has characters only that need no quotes, in a shell, in Java, in XML, in a path. */
  @Test
  void isPrintable() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(random(random, 8, 50, 10).token().matches("h1\\.[A-Za-z0-9_-]+"));
    }
  }

  /** A wrong character is found; what is not, by one in 65,536, is still a schedule. */
  @Test
  void damaged() {
    Random random = new Random(SEED);
    int read = 0;
    int changed = 0;
    for (int i = 0; i < 2_000; i++) {
      String token = random(random, random.nextInt(6), 30, 5).token();
      StringBuilder damaged = new StringBuilder(token);
      int at = 3 + random.nextInt(token.length() - 3);
      damaged.setCharAt(at, (char) (33 + random.nextInt(94)));
      if (!damaged.toString().equals(token)) {
        changed++;
        read += reads(damaged.toString()) ? 1 : 0;
      }
    }
    // A last character may have bits that do not count.
    assertTrue(read < changed / 25, read + " of " + changed);
  }

  /** A part of a token is refused. */
  @Test
  void truncated() {
    String token = random(new Random(SEED), 6, 30, 5).token();
    for (int length = 0; length < token.length() - 1; length++) {
      String part = token.substring(0, length);
      assertThrows(BadTokenException.class, () -> Schedule.parse(part), part);
    }
  }

  /** Whatever comes, the answer is a schedule or that one exception, and soon. */
  @Test
  void fuzz() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      reads("h1." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(bytes, i)));
      reads("h1." + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
  }

  /** Bytes with a right sum, so that the reader looks at them. */
  private static byte[] sealed(byte[] bytes, int i) {
    if (i % 2 == 0 || bytes.length < 4) {
      return bytes;
    }
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 0, bytes.length - 2);
    bytes[bytes.length - 2] = (byte) (crc.getValue() >>> 8);
    bytes[bytes.length - 1] = (byte) crc.getValue();
    return bytes;
  }

  private static boolean reads(String text) {
    try {
      Schedule schedule = Schedule.parse(text);
      assertEquals(schedule, Schedule.parse(schedule.token()));
      return true;
    } catch (BadTokenException e) {
      assertTrue(e.getMessage().startsWith("Token ["));
      return false;
    }
  }

  private static String refusal(String token) {
    return assertThrows(BadTokenException.class, () -> Schedule.parse(token)).getMessage();
  }

  /** Each kind of bad text has its reason. */
  @Test
  void reasons() {
    String good = random(new Random(SEED), 2, 30, 5).token();
    assertEquals(
        "Token [] is not the token of a schedule: that begins with \"h1.\" or \"h2.\".",
        refusal(""));
    assertEquals(
        "Token [hello] is not the token of a schedule: that begins with \"h1.\" or \"h2.\".",
        refusal("hello"));
    assertEquals(
        "Token [h3.AAAA] is of a newer version of Heddle; this one reads versions up to 2. Replay"
            + " it with the version that made it.",
        refusal("h3.AAAA"));
    assertEquals(
        "Token [h1.AAAA] is too short: part of it is missing. Copy all of it.", refusal("h1.AAAA"));
    assertEquals(
        "Token [h1.A A] is damaged: it has a character that no token has. Copy it again.",
        refusal("h1.A A"));
    String damaged = good.substring(0, 5) + (good.charAt(5) == 'A' ? 'B' : 'A') + good.substring(6);
    assertEquals(
        "Token [" + damaged + "] is damaged: a character is wrong or missing. Copy it again.",
        refusal(damaged));
  }

  /** Numbers that no run gives are refused though their sum is right. */
  @ParameterizedTest
  @ValueSource(strings = {"contradict", "too large"})
  void impossibleNumbers(String reason) {
    byte[] bytes =
        reason.equals("contradict")
            ? new byte[] {1, 5, 0, 0, 0, 0, 0, 0, 0}
            : new byte[] {-1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(bytes, 1));
    assertTrue(refusal("h1." + token).contains(reason), refusal("h1." + token));
  }

  /** A text of megabytes is refused without being read, and shown in part. */
  @Test
  void hostile() {
    String message = refusal("h1." + "A".repeat(5_000_000));
    assertTrue(message.length() < 200, message);
    assertTrue(refusal("\u0000\u001b[31m").startsWith("Token [??[31m]"));
  }

  /** What is far too long is refused by its length, and what is missing by a sentence. */
  @Test
  void noTokens() {
    String spaces = " ".repeat((1 << 20) + 1);
    assertEquals(
        "Token [" + " ".repeat(60) + "…] has 1048577 characters; a token has 1048576 at most.",
        assertThrows(BadTokenException.class, () -> Schedule.parse(spaces)).getMessage());
    assertEquals(
        "Token [null] is missing: give the one that the failure printed.",
        assertThrows(BadTokenException.class, () -> Schedule.parse(null)).getMessage());
  }
}
