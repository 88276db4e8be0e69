package dev.heddle.specs.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON is written as Python's {@code json.dumps(value, separators=(",", ":"))} writes it. */
class JsonTextTest {
  @Test
  void stringsAreAscii() {
    assertEquals("\"<&='/>\"", JsonText.of("<&='/>"));
    assertEquals("\"\\\"\\\\\\n\\r\\t\\f\\b\\u0000\\u001f\"", JsonText.of("\"\\\n\r\t\f\b\0\37"));
    assertEquals(
        "\"~\\u007f\\u00e9\\u2028\\ud83e\\uddf5\"", JsonText.of("~\u007f\u00e9\u2028\ud83e\uddf5"));
    assertEquals("{\"\\u00e9\":1}", JsonText.of(Map.of("\u00e9", 1L)));
  }

  @Test
  void otherValues() {
    assertEquals(
        "[1,-12345678901234567890,1.50,true,null,[],{},{\"exc\":\"ValueError\"}]",
        JsonText.of(
            Arrays.asList(
                1L,
                new BigInteger("-12345678901234567890"),
                new BigDecimal("1.50"),
                true,
                null,
                List.of(),
                Map.of(),
                new Err("ValueError"))));
  }
}
