package dev.heddle.internal.memory;

import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.source.CodeUnderTest;
import dev.heddle.schedule.PointLevel;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/** What is to be done when a method is called, by the class of its object. Any thread. */
final class CallActions {
  private static final String CONCURRENT = "java.util.concurrent.";

  private static final String LOCKS = "java.util.concurrent.locks.";

  /** The synchronizers outside of the package for locks. */
  private static final Set<String> SYNCHRONIZERS =
      Set.of("Semaphore", "CountDownLatch", "CyclicBarrier", "Phaser", "Exchanger");

  /**
   * Methods of a thread that others see, or that see others. To start a thread, or to wait for its
   * end, is not among them: to switch just before that, and just before what comes after it, comes
   * to the same.
   */
  private static final Set<String> OF_THREADS =
      Set.of("interrupt", "isAlive", "isInterrupted", "interrupted", "getState");

  /** Packages of the JDK with objects that change and are made for one thread. */
  private static final Set<String> FOR_ONE_THREAD =
      Set.of("java.util", "java.text", "java.util.regex");

  private static final Map<PointLevel, CallActions> OF_LEVELS = ofLevels();

  /** What is to be done at a site for the class that was seen there last. Immutable. */
  private static final class Known extends WeakReference<Class<?>> {
    private final CallAction action;

    Known(Class<?> type, CallAction action) {
      super(type);
      this.action = action;
    }
  }

  private final PointLevel level;

  /**
   * An entry a site; null: not looked up yet. What two threads write at once may be lost, and is
   * looked up again.
   */
  private @Nullable Known[] known = new Known[0];

  private CallActions(PointLevel level) {
    this.level = level;
  }

  private static Map<PointLevel, CallActions> ofLevels() {
    Map<PointLevel, CallActions> all = new EnumMap<>(PointLevel.class);
    for (PointLevel level : PointLevel.values()) {
      all.put(level, new CallActions(level));
    }
    return all;
  }

  /** What is to be done at a level; of all runs, so that each site is looked up once. */
  static CallActions of(PointLevel level) {
    return Objects.requireNonNull(OF_LEVELS.get(level));
  }

  /** What is to be done at a site; {@code target} is null for a static method. */
  CallAction at(Site site, @Nullable Object target) {
    Class<?> type = target == null ? Site.class : target.getClass(); // some class for static ones
    @Nullable Known[] all = known;
    Known last = site.id < all.length ? all[site.id] : null;
    if (last != null && last.refersTo(type)) {
      return last.action;
    }
    CallAction action = target == null ? ofStatic(site) : of(site, type);
    if (site.id >= all.length) {
      all = Arrays.copyOf(all, Math.max(site.id + 1, all.length * 2));
      known = all;
    }
    all[site.id] = new Known(type, action);
    return action;
  }

  private boolean has(PointLevel wanted) {
    return level.compareTo(wanted) >= 0;
  }

  private CallAction askIf(PointLevel wanted) {
    return has(wanted) ? CallAction.ASK : CallAction.NOTHING;
  }

  /** Whether a class of the JDK is made for several threads. */
  static boolean isConcurrent(String name) {
    return name.startsWith(CONCURRENT);
  }

  private CallAction ofStatic(Site site) {
    if (site.kind == AccessKind.CALL_USER) {
      return isSynchronized(method(site, owner(site))) ? CallAction.ASK : CallAction.NOTHING;
    }
    return isConcurrent(site.owner) || OF_THREADS.contains(site.member)
        ? askIf(PointLevel.SYNC)
        : CallAction.NOTHING;
  }

  private static @Nullable Class<?> owner(Site site) {
    try {
      return Class.forName(site.owner, false, site.loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // the program will fail at it by itself
    }
  }

  private CallAction of(Site site, Class<?> type) {
    if (site.isNotify()
        || (Thread.class.isAssignableFrom(type) && OF_THREADS.contains(site.member))) {
      return askIf(PointLevel.SYNC);
    }
    if (isOfJdk(type)) {
      return ofJdk(type);
    }
    boolean isUnderTest = CodeUnderTest.has(type);
    Method method = isUnderTest ? selected(site, type) : null;
    if (method != null && isSynchronized(method)) {
      return tells(method) ? CallAction.ENTER : CallAction.ASK_UNLESS_HELD;
    }
    CallAction ofJdk =
        site.kind == AccessKind.CALL || (isUnderTest && method == null)
            ? ofJdk(ancestorInJdk(type))
            : CallAction.NOTHING;
    boolean isOfLibrary =
        Proxy.isProxyClass(type)
            || CodeUnderTest.isLibrary(method == null ? type : method.getDeclaringClass());
    return isOfLibrary && ofJdk != CallAction.ASK && has(PointLevel.VOLATILE)
        ? CallAction.WATCH_LIBRARY
        : ofJdk;
  }

  private static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private CallAction ofJdk(Class<?> type) {
    String name = type.getName();
    if (isConcurrent(name)) {
      return askIf(isSynchronizer(name) ? PointLevel.SYNC : PointLevel.VOLATILE);
    }
    if (VarHandle.class.isAssignableFrom(type)
        || MethodHandle.class.isAssignableFrom(type)
        || type == Method.class
        || type == Field.class
        || Vector.class.isAssignableFrom(type)
        || Hashtable.class.isAssignableFrom(type)
        || type == StringBuffer.class
        || name.startsWith("java.util.Collections$Synchronized")
        || name.equals("sun.misc.Unsafe")) {
      return askIf(PointLevel.VOLATILE);
    }
    return has(PointLevel.VOLATILE)
            && (FOR_ONE_THREAD.contains(type.getPackageName()) || type == StringBuilder.class)
        ? CallAction.WATCH_JDK
        : CallAction.NOTHING;
  }

  private static boolean isSynchronizer(String name) {
    if (name.startsWith(LOCKS)) {
      return true;
    }
    String simple = name.substring(CONCURRENT.length());
    int nested = simple.indexOf('$');
    return SYNCHRONIZERS.contains(nested < 0 ? simple : simple.substring(0, nested));
  }

  /** The nearest ancestor of a class that belongs to the JDK. */
  static Class<?> ancestorInJdk(Class<?> type) {
    Class<?> ancestor = type;
    while (!isOfJdk(ancestor)) {
      ancestor = ancestor.getSuperclass();
    }
    return ancestor;
  }

  // ---- synchronized methods -----------------------------------------------------------------

  /** Whether the method tells when it has entered its monitor. */
  private static boolean tells(Method method) {
    return CodeUnderTest.has(method.getDeclaringClass())
        && !Modifier.isNative(method.getModifiers());
  }

  private static boolean isSynchronized(@Nullable Method method) {
    return method != null && Modifier.isSynchronized(method.getModifiers());
  }

  /** The method that a call of a site runs on an object of a class, unless that is the JDK's. */
  private static @Nullable Method selected(Site site, Class<?> type) {
    Method named = method(site, owner(site));
    boolean isDecided =
        site.kind == AccessKind.CALL_EXACT
            || (named != null && Modifier.isPrivate(named.getModifiers()));
    return isDecided ? named : method(site, type);
  }

  /** The method that a site names, as a class has it, unless that is the JDK's. */
  private static @Nullable Method method(Site site, @Nullable Class<?> type) {
    for (Class<?> at = type; at != null && !isOfJdk(at); at = at.getSuperclass()) {
      try {
        for (Method method : at.getDeclaredMethods()) {
          if (method.getName().equals(site.member) && describes(site, method)) {
            return method;
          }
        }
      } catch (LinkageError e) {
        return null; // a class that it names is missing
      }
    }
    return null;
  }

  private static boolean describes(Site site, Method method) {
    return MethodTypeDesc.ofDescriptor(site.descriptor).parameterCount()
            == method.getParameterCount()
        && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString()
            .equals(site.descriptor);
  }
}
