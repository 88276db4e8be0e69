package dev.heddle.internal.agent;

import dev.heddle.internal.agent.ConstantPoolPatch.Call;
import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.hook.HookNames;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK and the program under test ask the hooks for what differs between runs.
 *
 * <p>Two kinds of change: calls of a few methods are redirected by their constant pool alone (in
 * the classes of the JDK that wait, and in every class that does not come from the JDK), and a few
 * methods of the JDK get an {@link Edit}.
 */
final class Transformer implements ClassFileTransformer {
  /** Classes of the JDK whose calls of the clock are redirected; nested classes included. */
  private static final Set<String> TIMED =
      Set.of(
          "java/lang/Thread",
          "java/lang/VirtualThread",
          "java/lang/ref/ReferenceQueue",
          "java/net/HttpCookie",
          "java/text/SimpleDateFormat",
          "java/time/Clock",
          "java/util/Date",
          "java/util/Calendar",
          "java/util/GregorianCalendar",
          "java/util/JapaneseImperialCalendar",
          "java/util/Timer",
          "java/util/TimerTask",
          "java/util/TimerThread",
          "java/util/concurrent/AbstractExecutorService",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/Exchanger",
          "java/util/concurrent/ForkJoinPool",
          "java/util/concurrent/ForkJoinTask",
          "java/util/concurrent/FutureTask",
          "java/util/concurrent/LinkedTransferQueue",
          "java/util/concurrent/Phaser",
          "java/util/concurrent/ScheduledThreadPoolExecutor",
          "java/util/concurrent/SubmissionPublisher",
          "java/util/concurrent/ThreadPerTaskExecutor",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer",
          "java/util/concurrent/locks/LockSupport",
          "java/util/concurrent/locks/StampedLock",
          "java/util/zip/ZipOutputStream",
          "jdk/internal/misc/ThreadFlock",
          "sun/util/calendar/ZoneInfo",
          "sun/util/locale/provider/CalendarProviderImpl");

  /**
   * Classes of the JDK that look at the calling thread as the program does; nested classes
   * included.
   */
  private static final Set<String> SEE_THREADS =
      Set.of(
          "java/lang/ThreadGroup",
          "java/math/BigInteger",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/CountedCompleter",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/Executors",
          "java/util/concurrent/ForkJoinPool",
          "java/util/concurrent/ForkJoinTask",
          "java/util/concurrent/ForkJoinWorkerThread",
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer",
          "java/util/concurrent/locks/ReentrantLock",
          "java/util/concurrent/locks/ReentrantReadWriteLock",
          "java/util/logging/LogRecord",
          "java/util/stream/AbstractTask");

  private static final Set<Call> CLOCK = EnumSet.of(Call.NANO_TIME, Call.CURRENT_TIME_MILLIS);

  private static final Set<Call> SEEING_THREADS =
      EnumSet.of(Call.NANO_TIME, Call.CURRENT_TIME_MILLIS, Call.CURRENT_THREAD);

  /** A spin wait is the JDK's own business: all of those that it has end by themselves. */
  private static final Set<Call> OF_PROGRAMS = EnumSet.allOf(Call.class);

  private static final Map<String, List<Edit>> EDITS =
      Stream.of(
              TimeEdits.ALL,
              ThreadEdits.ALL,
              ThreadListEdits.ALL,
              PoolEdits.ALL,
              SizeEdits.ALL,
              OrderEdits.ALL,
              OutsideEdits.ALL,
              MonitorEdits.ALL,
              ChanceEdits.ALL,
              FutureEdits.ALL,
              OriginEdits.ALL,
              FailureEdits.ALL)
          .flatMap(List::stream)
          .collect(Collectors.groupingBy(Edit::owner));

  /** Where edits were made, to tell a JDK whose internals differ. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /** The last failure of a transformation: the JVM swallows what a transformer throws. */
  private volatile @Nullable Throwable failure;

  private final Untransformed untransformed = new Untransformed();

  /** Loads every class that has to be transformed for the harness to work. */
  static void loadEdited() {
    for (String name : EDITS.keySet()) {
      try {
        Class.forName(name.replace('/', '.'), false, null);
      } catch (ClassNotFoundException e) {
        throw UnsupportedJvmException.lacks("class " + name, e);
      }
    }
  }

  /** Whether a class that was loaded before the agent has to be transformed again. */
  boolean wantsLoaded(Class<?> type) {
    String name = type.getName().replace('.', '/');
    return type.getClassLoader() == null
        ? wantsBoot(name)
        : type.getClassLoader() != ClassLoader.getPlatformClassLoader()
            && !ours(type.getProtectionDomain());
  }

  private static boolean wantsBoot(String name) {
    String outer = outer(name);
    return EDITS.containsKey(name) || TIMED.contains(outer) || SEE_THREADS.contains(outer);
  }

  private static Set<Call> ofJdk(String name) {
    return SEE_THREADS.contains(outer(name)) ? SEEING_THREADS : CLOCK;
  }

  private static String outer(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The harness itself knows which thread really runs. */
  private static boolean ours(@Nullable ProtectionDomain domain) {
    return domain == HeddleAgent.class.getProtectionDomain();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || ours(domain) || (loader == null && !wantsBoot(name))) {
      return null;
    }
    Set<Call> calls = loader != null ? OF_PROGRAMS : ofJdk(name);
    Attempts attempts = new Attempts(name, classFile);
    attempts.make(bytes -> ConstantPoolPatch.redirect(bytes, HookNames.HOOKS, calls));
    attempts.make(bytes -> CallPatch.redirect(bytes, HookNames.HOOKS));
    List<Edit> edits = EDITS.get(name);
    if (loader != null) {
      attempts.make(bytes -> ProgramEdits.edited(bytes, loader));
    } else if (edits != null) {
      attempts.make(bytes -> edited(bytes, edits));
    }
    return attempts.result == classFile ? null : attempts.result;
  }

  /** Makes one change of a class file. */
  @FunctionalInterface
  private interface Change {
    /** The class changed, or null if there is nothing to change. */
    byte @Nullable [] of(byte[] classFile);
  }

  /** Changes of one class, each on top of those that could be made before it. */
  private final class Attempts {
    private final String name;
    private byte[] result;

    Attempts(String name, byte[] classFile) {
      this.name = name;
      result = classFile;
    }

    void make(Change change) {
      try {
        byte[] changed = change.of(result);
        result = changed == null ? result : changed;
      } catch (RuntimeException | Error e) {
        failure = e;
        untransformed.add(name, e);
      }
    }
  }

  /** The classes that could not be transformed as they were loaded, or loaded before. */
  Untransformed untransformed() {
    return untransformed;
  }

  private byte[] edited(byte[] classFile, List<Edit> edits) {
    ClassFile api = ClassFile.of();
    return api.transformClass(
        api.parse(classFile),
        ClassTransform.ofStateful(
            () ->
                (builder, element) -> {
                  CodeTransform change =
                      element instanceof MethodModel method ? changeOf(method, edits) : null;
                  if (change == null) {
                    builder.with(element);
                  } else {
                    builder.transformMethod(
                        (MethodModel) element,
                        (methodBuilder, part) -> {
                          if (part instanceof CodeModel code) {
                            methodBuilder.transformCode(code, change);
                          } else {
                            methodBuilder.with(part);
                          }
                        });
                  }
                }));
  }

  /** What all edits together do to a method; null: nothing. */
  private @Nullable CodeTransform changeOf(MethodModel method, List<Edit> edits) {
    String signature = method.methodName().stringValue() + method.methodType().stringValue();
    CodeTransform all = null;
    for (Edit edit : edits) {
      if (edit.isFor(signature)) {
        made.add(edit.place());
        CodeTransform change = edit.transform().get();
        all = all == null ? change : all.andThen(change);
      }
    }
    return all;
  }

  /** Fails unless every edit was made. */
  void check() {
    Set<String> missing = new TreeSet<>();
    EDITS.values().forEach(edits -> edits.forEach(edit -> missing.add(edit.place())));
    missing.removeAll(new HashSet<>(made));
    if (!missing.isEmpty()) {
      throw UnsupportedJvmException.lacks("methods " + missing, failure);
    }
  }
}
