package dev.heddle.internal.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.internal.attach.UnsupportedJvmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seam between the harness and a version of the JDK: what is said where that does not fit. */
class JdkPartsTest {
  /** A JDK that lacks what a part needs, which finds that when it is made. */
  private static final class LacksUnblock extends Jdk25 {
    @Override
    public VirtualThreads virtualThreads() {
      try {
        throw new AssertionError(
            Class.forName("java.lang.VirtualThread").getDeclaredMethod("unblockNow"));
      } catch (ReflectiveOperationException e) {
        throw Handles.missing(e);
      }
    }
  }

  /** A JDK that lacks what a part needs, which finds that when its class is initialised. */
  private static final class LacksAField extends Jdk25 {
    private static final class Futures {
      static final FutureInternals THE_ONE = find();

      private Futures() {}

      private static FutureInternals find() {
        throw Handles.missing(new NoSuchFieldException("result"));
      }
    }

    @Override
    public FutureInternals futures() {
      return Futures.THE_ONE;
    }
  }

  private static String toldOf(Jdk25 jdk) {
    UnsupportedJvmException e =
        assertThrows(UnsupportedJvmException.class, () -> JdkParts.open(25, List.of(jdk)));
    assertNotNull(e.getCause());
    return e.getMessage();
  }

  private static String lacks(String what) {
    return "Heddle works on the JDK 25 of OpenJDK's sources and this one ("
        + Runtime.version()
        + ", "
        + System.getProperty("java.vendor")
        + ") lacks "
        + what
        + ". Run the tests with Eclipse Temurin 25.";
  }

  /** The message says which part is missing, what of it, and the remedy. */
  @Test
  void aPartIsMissing() {
    assertEquals(
        lacks(
            "virtual threads on a scheduler of their own"
                + " (java.lang.VirtualThread.unblockNow())"),
        toldOf(new LacksUnblock()));
  }

  /** So it does if the part is missing as the class that has it is initialised. */
  @Test
  void aPartIsMissingFromTheStart() {
    assertEquals(lacks("the results of futures (result)"), toldOf(new LacksAField()));
  }

  /** Another version is refused by its number, with the remedy, before anything is touched. */
  @Test
  void anotherVersion() {
    UnsupportedJvmException e =
        assertThrows(
            UnsupportedJvmException.class, () -> JdkParts.open(26, List.of(new LacksUnblock())));
    assertEquals(
        "Heddle works on JDK 25 and this is JDK 26 ("
            + System.getProperty("java.home")
            + "). Run the tests with a JDK 25; with Maven, select one by its toolchains plugin.",
        e.getMessage());
    assertNull(e.getCause());
  }

  /** The next version is one more implementation. */
  @Test
  void theVersionThatRunsIsChosen() {
    Jdk25 next =
        new Jdk25() {
          @Override
          public int feature() {
            return 26;
          }

          @Override
          public Inspector inspector() {
            return new NextInspector();
          }
        };
    List<Jdk25> known = List.of(new Jdk25(), next);
    assertInstanceOf(Jdk25Inspector.class, JdkParts.open(25, known).inspector());
    assertInstanceOf(NextInspector.class, JdkParts.open(26, known).inspector());
  }

  private static final class NextInspector extends Jdk25Inspector {}
}
