package dev.heddle;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds every method of the JDK's concurrency packages that takes a time. */
final class TimedMethods {
  private static final List<String> PACKAGES =
      List.of("java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks");

  private static final List<Class<?>> CLASSES =
      List.of(Object.class, Process.class, ReferenceQueue.class, Thread.class, Timer.class);

  /** Their {@code long}s are numbers, stamps and amounts, never times. */
  private static final Set<String> OF_NUMBERS =
      Set.of(
          "AtomicLong",
          "AtomicLongArray",
          "AtomicLongFieldUpdater",
          "ConcurrentHashMap",
          "DoubleAccumulator",
          "Flow.Subscription",
          "LongAccumulator",
          "LongAdder",
          "StampedLock",
          "Thread.Builder",
          "Thread.Builder.OfPlatform",
          "Thread.Builder.OfVirtual",
          "ThreadLocalRandom");

  /** Methods that take a {@code long} which is no time, or a time without waiting for it. */
  private static final Set<String> NOT_WAITING =
      Set.of(
          "AbstractQueuedLongSynchronizer.acquire(long)",
          "AbstractQueuedLongSynchronizer.acquireInterruptibly(long)",
          "AbstractQueuedLongSynchronizer.acquireShared(long)",
          "AbstractQueuedLongSynchronizer.acquireSharedInterruptibly(long)",
          "AbstractQueuedLongSynchronizer.release(long)",
          "AbstractQueuedLongSynchronizer.releaseShared(long)",
          "Delayed.getDelay(TimeUnit)",
          "Thread(ThreadGroup,Runnable,String,long)",
          "Thread(ThreadGroup,Runnable,String,long,boolean)",
          "ThreadPoolExecutor.getKeepAliveTime(TimeUnit)",
          "TimeUnit.convert(Duration)",
          "TimeUnit.convert(long,TimeUnit)",
          "TimeUnit.toDays(long)",
          "TimeUnit.toHours(long)",
          "TimeUnit.toMicros(long)",
          "TimeUnit.toMillis(long)",
          "TimeUnit.toMinutes(long)",
          "TimeUnit.toNanos(long)",
          "TimeUnit.toSeconds(long)");

  private TimedMethods() {}

  /** The methods and constructors, each as {@code Type.name(parameters)}. */
  static Set<String> find() throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>(CLASSES);
    for (String name : PACKAGES) {
      addPublic(types, name);
    }
    Set<String> found = new TreeSet<>();
    Set<String> unused = new TreeSet<>(NOT_WAITING);
    for (Class<?> type : types) {
      Stream.<Executable>concat(
              Arrays.stream(type.getDeclaredMethods()),
              Arrays.stream(type.getDeclaredConstructors()))
          .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
          .filter(TimedMethods::takesTime)
          .map(TimedMethods::nameOf)
          .filter(name -> !unused.remove(name))
          .forEach(found::add);
    }
    if (!unused.isEmpty()) {
      throw new AssertionError("not there any more: " + unused);
    }
    return found;
  }

  static void addPublic(List<Class<?>> types, String name)
      throws IOException, ClassNotFoundException {
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    List<String> files;
    try (Stream<Path> all = Files.list(jdk.getPath("modules/java.base", name.replace('.', '/')))) {
      files = all.map(file -> file.getFileName().toString()).sorted().toList();
    }
    for (String file : files) {
      if (file.endsWith(".class")) {
        Class<?> type =
            Class.forName(name + "." + file.substring(0, file.lastIndexOf('.')), false, null);
        if (isPublic(type)) {
          types.add(type);
        }
      }
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  private static boolean takesTime(Executable method) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    return parameters.contains(TimeUnit.class)
        || parameters.contains(Duration.class)
        || parameters.contains(Date.class)
        || (parameters.contains(long.class)
            && !OF_NUMBERS.contains(nameOf(method.getDeclaringClass())));
  }

  static String nameOf(Executable method) {
    return nameOf(method.getDeclaringClass())
        + (method instanceof java.lang.reflect.Method ? "." + method.getName() : "")
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String nameOf(Class<?> type) {
    return type.getCanonicalName().substring(type.getPackageName().length() + 1);
  }
}
