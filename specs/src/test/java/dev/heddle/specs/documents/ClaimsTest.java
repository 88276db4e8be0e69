package dev.heddle.specs.documents;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The table of claims, {@code specs/CLAIMS.md}, is complete, and its specs exist. */
class ClaimsTest {
  private static final Path TABLE = Path.of("CLAIMS.md");
  private static final int[] CLAIMS_OF_DOCUMENT = {20, 10, 11, 18};
  private static final List<String> PACKAGES =
      List.of("dev.heddle.specs.documents.", "dev.heddle.specs.rules.");

  /** A row of the table. */
  record Claim(String id, String verdict, String text, String cpython, List<String> specs) {
    static Claim of(String row) {
      String[] cells = row.split("\\|", -1);
      assertEquals(7, cells.length, row);
      List<String> specs =
          Arrays.stream(cells[5].split(",", -1))
              .map(spec -> spec.strip().replace("`", ""))
              .filter(spec -> !spec.isEmpty())
              .toList();
      return new Claim(
          cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip(), specs);
    }

    @Override
    public String toString() {
      return id + " " + text;
    }
  }

  static List<Claim> claims() throws IOException {
    try (Stream<String> lines = Files.lines(TABLE)) {
      return lines.filter(line -> line.startsWith("| S")).map(Claim::of).toList();
    }
  }

  /** The table has all 59 claims, in order. */
  @Test
  void allClaimsAreThere() throws IOException {
    List<String> expected =
        IntStream.range(0, CLAIMS_OF_DOCUMENT.length)
            .boxed()
            .flatMap(
                document ->
                    IntStream.rangeClosed(1, CLAIMS_OF_DOCUMENT[document])
                        .mapToObj(claim -> "S" + document + "." + claim))
            .toList();
    assertEquals(59, expected.size());
    assertEquals(expected, claims().stream().map(Claim::id).toList());
  }

  /** One claim is wrong, a dozen are imprecise, and one is a mere reference. */
  @Test
  void verdicts() throws IOException {
    Map<String, Long> verdicts =
        claims().stream().map(Claim::verdict).collect(groupingBy(identity(), counting()));
    assertEquals(Map.of("verified", 45L, "imprecise", 12L, "wrong", 1L, "not run", 1L), verdicts);
  }

  /** What does not hold as stated says what CPython does; what holds says nothing more. */
  @ParameterizedTest
  @MethodSource("claims")
  void saysWhatCpythonDoesWhereItDiffers(Claim claim) {
    assertEquals(claim.verdict().equals("verified"), claim.cpython().isEmpty());
  }

  /** Each claim names specs, and they exist. */
  @ParameterizedTest
  @MethodSource("claims")
  void specsExist(Claim claim) {
    assertEquals(claim.verdict().equals("not run"), claim.specs().isEmpty());
    assertAll(claim.specs().stream().map(spec -> () -> assertTrue(exists(spec), spec)));
  }

  private static boolean exists(String spec) {
    int hash = spec.indexOf('#');
    return hash < 0
        ? Documents.programs().stream().anyMatch(program -> program.id().equals(spec))
        : isTest(spec.substring(0, hash), spec.substring(hash + 1));
  }

  private static boolean isTest(String className, String method) {
    return PACKAGES.stream()
        .map(name -> ReflectionSupport.tryToLoadClass(name + className).toOptional())
        .flatMap(type -> type.stream())
        .flatMap(type -> ReflectionSupport.findMethod(type, method).stream())
        .anyMatch(found -> AnnotationSupport.isAnnotated(found, Test.class));
  }

  /** Each claim is on a page of docs/asyncio, most of them as a program. */
  @ParameterizedTest
  @MethodSource("claims")
  void everyClaimIsRetold(Claim claim) throws IOException {
    StringBuilder pages = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "asyncio"))) {
      for (Path file : files.toList()) {
        pages.append(Files.readString(file));
      }
    }
    assertTrue(Pattern.compile(Pattern.quote(claim.id()) + "\\b").matcher(pages).find());
  }

  /** Each program of the documents is the spec of some claim. */
  @Test
  void everyProgramShowsAClaim() throws IOException {
    Set<String> named = new HashSet<>();
    claims().forEach(claim -> named.addAll(claim.specs()));
    for (Program program : Documents.programs()) {
      assertTrue(named.contains(program.id()), program.id());
    }
  }

  /** A spec that does not exist would be found out. */
  @Test
  void unknownSpecsDoNotExist() {
    assertFalse(exists("S9z"));
    assertFalse(exists("ClaimsTest#noSuchTest"));
    assertFalse(exists("ClaimsTest#claims"));
  }
}
