package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code has its points whichever version of Java it was compiled for, 8 to 25. */
class ClassFileVersionsTest {
  /** Races of two threads; each method returns whether both have done what they should. */
  private static final String SOURCE =
      """
      import java.util.Map;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.concurrent.atomic.AtomicInteger;

      public class Aged {
        static int total;
        int count;
        long wide;
        int[] cells = new int[2];
        double[] halves = new double[1];
        int guarded;
        final Map<String, Integer> map = new ConcurrentHashMap<>();

        static void both(Runnable body) throws InterruptedException {
          Thread one = new Thread(body);
          Thread other = new Thread(body);
          one.start();
          other.start();
          one.join();
          other.join();
        }

        public static boolean field(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          both(() -> {
            if (mended) {
              synchronized (it) {
                it.count++;
              }
            } else {
              it.count++;
            }
          });
          return it.count == 2;
        }

        public static boolean wideField(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          both(() -> {
            if (mended) {
              synchronized (it) {
                it.wide += it.cells.length;
              }
            } else {
              it.wide += it.cells.length;
            }
          });
          return it.wide == 4;
        }

        public static boolean staticField(boolean mended) throws InterruptedException {
          total = 0;
          both(() -> {
            if (mended) {
              synchronized (Aged.class) {
                total++;
              }
            } else {
              total++;
            }
          });
          return total == 2;
        }

        public static boolean element(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          both(() -> {
            if (mended) {
              synchronized (it.cells) {
                it.cells[1]++;
              }
            } else {
              it.cells[1]++;
            }
          });
          return it.cells[1] == 2;
        }

        public static boolean wideElement(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          both(() -> {
            if (mended) {
              synchronized (it.halves) {
                it.halves[0] += 0.5;
              }
            } else {
              it.halves[0] += 0.5;
            }
          });
          return it.halves[0] == 1;
        }

        synchronized int guarded() {
          return guarded;
        }

        synchronized void guard(int value) {
          guarded = value;
        }

        synchronized void add() {
          guarded++;
        }

        public static boolean method(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          both(() -> {
            if (mended) {
              it.add();
            } else {
              it.guard(it.guarded() + 1);
            }
          });
          return it.guarded == 2;
        }

        public static boolean map(boolean mended) throws InterruptedException {
          Aged it = new Aged();
          AtomicInteger made = new AtomicInteger();
          both(() -> {
            if (mended) {
              it.map.computeIfAbsent("key", key -> made.incrementAndGet());
            } else if (it.map.get("key") == null) {
              it.map.put("key", made.incrementAndGet());
            }
          });
          return made.get() == 1;
        }
      }
      """;

  /** What is compiled for; the versions between take the same code. */
  private static final int[] RELEASES = {8, 11, 17, 21, 25};

  /** The version of a class file is that of Java and so much. */
  private static final int MAJOR_OF_JAVA_0 = 44;

  private static final int PLACE_OF_MAJOR = 7;

  /** By the version of Java that they were compiled for. */
  private static final Map<Integer, byte[]> COMPILED = new HashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void compile(@TempDir Path compiled) throws Exception {
    for (int release : RELEASES) {
      byte[] bytes = Files.readAllBytes(CompiledFolder.compile(compiled, "Aged", SOURCE, release));
      assertEquals(MAJOR_OF_JAVA_0 + release, bytes[PLACE_OF_MAJOR]);
      COMPILED.put(release, bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
  void isFound(int release) throws Exception {
    int compiledFor = Arrays.stream(RELEASES).filter(r -> r <= release).max().getAsInt();
    byte[] bytes = COMPILED.get(compiledFor).clone();
    bytes[PLACE_OF_MAJOR] = (byte) (MAJOR_OF_JAVA_0 + release);
    Files.write(folder.resolve("Aged.class"), bytes);
    try (URLClassLoader loader = CompiledFolder.loader(folder)) {
      Class<?> aged = loader.loadClass("Aged");
      check(aged, "field", "reads Aged.count (Aged.java:");
      check(aged, "wideField", "reads Aged.wide (Aged.java:");
      check(aged, "staticField", "reads Aged.total (Aged.java:");
      check(aged, "element", "reads element 1 of int[2] (Aged.java:");
      check(aged, "wideElement", "reads element 0 of double[1] (Aged.java:");
      check(aged, "method", "reads Aged.guarded (Aged.java:");
      check(aged, "map", "calls ConcurrentHashMap.get (Aged.java:");
    }
  }

  private static void check(Class<?> type, String name, String accesses) throws Exception {
    Method method = type.getMethod(name, boolean.class);
    Suspect racy = () -> (boolean) method.invoke(null, false);
    Suspect mended = () -> (boolean) method.invoke(null, true);
    racy.isFoundRacing(accesses);
    mended.passes();
  }
}
