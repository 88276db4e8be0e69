package dev.heddle.internal.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Objects;

/** A program with a race, loaded as code under test is, so that the agent transforms it. */
public final class Canary {
  private static final String NAME = CanaryRace.class.getName();

  private static final MethodHandle COUNTS_TO_TWO = define();

  private Canary() {}

  private static MethodHandle define() {
    try (InputStream in = Canary.class.getResourceAsStream("CanaryRace.class")) {
      Class<?> type = new Loader().define(Objects.requireNonNull(in, "CanaryRace").readAllBytes());
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      return lookup.findStatic(type, "countsToTwo", MethodType.methodType(boolean.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Heddle's jar cannot be read: CanaryRace", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The canary cannot be run", e);
    }
  }

  /** Loads the class once more, as if it were compiled into a folder, and so code under test. */
  private static final class Loader extends ClassLoader {
    private static final URI FOLDER = URI.create("file:/canary/");

    Loader() {
      super(Canary.class.getClassLoader());
    }

    Class<?> define(byte[] classFile) throws MalformedURLException {
      CodeSource source = new CodeSource(FOLDER.toURL(), (Certificate[]) null);
      return defineClass(
          NAME, classFile, 0, classFile.length, new ProtectionDomain(source, null, this, null));
    }
  }

  /** Runs the program; whether its race does not show. */
  public static boolean passes() throws Exception {
    try {
      return (boolean) COUNTS_TO_TWO.invokeExact();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
