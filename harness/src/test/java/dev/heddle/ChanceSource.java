package dev.heddle;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DrbgParameters;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the JDK leaves to chance, and a program that shows what came of it. */
@SuppressWarnings("ImmutableEnumChecker") // a program is no data
enum ChanceSource {
  MATH("`Math.random()`", () -> Math.random()),
  STRICT_MATH("`StrictMath.random()`", () -> StrictMath.random()),
  RANDOM("`new Random()`", () -> new Random().nextLong()),
  RANDOM_STREAM("`new Random().ints()`", () -> list(new Random().ints(5))),
  GAUSSIAN("`new Random().nextGaussian()`", () -> new Random().nextGaussian()),
  SPLITTABLE("`new SplittableRandom()`", () -> new SplittableRandom().split().nextLong()),
  THREAD_LOCAL("`ThreadLocalRandom.current()`", () -> ThreadLocalRandom.current().nextLong()),
  THREAD_LOCAL_STREAM(
      "`ThreadLocalRandom.current().ints()`", () -> list(ThreadLocalRandom.current().ints(5))),
  GENERATOR("`RandomGenerator.getDefault()`", () -> RandomGenerator.getDefault().nextLong()),
  FACTORIES("`RandomGeneratorFactory.create()` of every algorithm", ChanceSource::factories),
  SHUFFLE("`Collections.shuffle(list)`", ChanceSource::shuffled),
  UUIDS("`UUID.randomUUID()`", UUID::randomUUID),
  SECURE("`new SecureRandom()`", () -> new SecureRandom().nextLong()),
  SECURE_BYTES("`SecureRandom.nextBytes`", () -> bytes(new SecureRandom())),
  SECURE_STRONG(
      "`SecureRandom.getInstanceStrong()`", () -> bytes(SecureRandom.getInstanceStrong())),
  SECURE_DRBG(
      "`SecureRandom.getInstance(\"DRBG\")`", () -> bytes(SecureRandom.getInstance("DRBG"))),
  SECURE_PARAMETERS(
      "`SecureRandom.nextBytes` with parameters",
      () -> {
        byte[] bytes = new byte[8];
        SecureRandom.getInstance("DRBG")
            .nextBytes(bytes, DrbgParameters.nextBytes(-1, false, null));
        return hex(bytes);
      }),
  SECURE_SEED("`SecureRandom.generateSeed`", () -> hex(new SecureRandom().generateSeed(8))),
  SECURE_GET_SEED("`SecureRandom.getSeed`", () -> hex(SecureRandom.getSeed(8))),
  TEMPORARY_FILE(
      "names from `Files.createTempFile`, while the file of the run before is gone",
      () -> deleted(Files.createTempFile("heddle-chance", ".tmp"))),
  OLD_TEMPORARY_FILE(
      "names from `File.createTempFile`, in the same way",
      () -> deleted(File.createTempFile("heddle-chance", ".tmp").toPath())),
  STATIC_FIELD(
      "`new Random()` in the initialiser of a class, its first values in a JVM",
      () -> InStaticField.FIRST),
  TWO_THREADS("any of these in several threads", ChanceSource::twoThreads),
  CALLBACK("any of these in a callback of the loop", ChanceSource::callback),
  PAIR("order of `Set.of(a, b)`", () -> orders(Set.of("a", "b"))),
  SET("order of `Set.of(…)`", () -> orders(letters())),
  SET_COPY("order of `Set.copyOf`", () -> orders(Set.copyOf(List.of("x", "y", "z")))),
  SET_COLLECTED(
      "order of `Collectors.toUnmodifiableSet()`",
      () -> orders(letters().stream().collect(Collectors.toUnmodifiableSet()))),
  MAP("order of `Map.of(…)`, its keys, values and entries", ChanceSource::mapOrders),
  MAP_COPY(
      "order of `Map.copyOf`",
      () -> Map.copyOf(letters().stream().collect(Collectors.toMap(s -> s, s -> s))).toString());

  /** As the page names it. */
  final String title;

  /** Shows what came by chance. */
  final Callable<Object> program;

  ChanceSource(String title, Callable<Object> program) {
    this.title = title;
    this.program = program;
  }

  /** Is initialised once in a JVM. */
  private static final class InStaticField {
    static final Random GENERATOR = new Random();
    static final long FIRST = GENERATOR.nextLong() ^ new Random().nextLong();
  }

  /** What the program gives in a run of its own. */
  String underLoop() {
    return Loop.run(loop -> outside());
  }

  /** What the program gives in the calling thread, several times. */
  String outside() throws Exception {
    return program.call() + " " + program.call();
  }

  /** Whether values cannot be the same twice by accident; orders can. */
  boolean isValue() {
    return !title.startsWith("order") && this != CALLBACK && this != STATIC_FIELD;
  }

  private static String list(IntStream stream) {
    return Arrays.toString(stream.toArray());
  }

  private static String bytes(SecureRandom generator) {
    byte[] bytes = new byte[8];
    generator.nextBytes(bytes);
    return hex(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Object factories() {
    return RandomGeneratorFactory.all()
        .sorted(java.util.Comparator.comparing(RandomGeneratorFactory::name))
        .map(factory -> factory.name() + " " + factory.create().nextLong())
        .toList();
  }

  private static Object shuffled() {
    List<Integer> list = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    Collections.shuffle(list);
    return list;
  }

  private static String deleted(Path file) throws java.io.IOException {
    Files.delete(file);
    return file.getFileName().toString();
  }

  private static Object twoThreads() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(
            pool.submit(
                () -> {
                  long mine = ThreadLocalRandom.current().nextLong();
                  Thread.sleep(mine & 7);
                  return mine + " " + new Random().nextInt() + " " + UUID.randomUUID();
                }));
      }
      List<String> values = new ArrayList<>();
      for (Future<String> one : all) {
        values.add(one.get());
      }
      return values;
    }
  }

  private static Object callback() throws Exception {
    LoopFuture<String> drawn = Loop.current().createFuture();
    Loop.current()
        .callSoon(
            () ->
                drawn.setResult(
                    ThreadLocalRandom.current().nextInt()
                        + " "
                        + new Random().nextInt()
                        + " "
                        + Math.random()));
    return drawn.await();
  }

  private static Set<String> letters() {
    return Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
  }

  private static String orders(Set<String> set) {
    List<String> each = new ArrayList<>();
    set.forEach(each::add);
    return set
        + " "
        + each
        + " "
        + Arrays.toString(set.toArray())
        + " "
        + Arrays.toString(set.toArray(new String[0]))
        + " "
        + set.stream().toList()
        + " "
        + List.copyOf(set);
  }

  private static String mapOrders() {
    Map<Integer, String> map = Map.of(1, "a", 2, "b", 3, "c", 4, "d", 5, "e");
    List<String> each = new ArrayList<>();
    map.forEach((key, value) -> each.add(key + value));
    return map + " " + map.keySet() + " " + map.values() + " " + each;
  }
}
