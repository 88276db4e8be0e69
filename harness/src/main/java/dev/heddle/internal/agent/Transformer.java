package dev.heddle.internal.agent;

import dev.heddle.internal.agent.ConstantPoolPatch.Call;
import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.hook.HookNames;
import dev.heddle.internal.site.CodeNames;
import dev.heddle.internal.site.Site.Code;
import dev.heddle.internal.source.CodeUnderTest;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK and the program under test ask the hooks for what differs between runs.
 *
 * <p>Two kinds of change: calls of a few methods are redirected by their constant pool alone (in
 * the classes of the JDK that wait, and in every class that does not come from the JDK), and a few
 * methods of the JDK get an {@link Edit}.
 */
final class Transformer implements ClassFileTransformer {
  private static final Set<Call> CLOCK = EnumSet.of(Call.NANO_TIME, Call.CURRENT_TIME_MILLIS);

  private static final Set<Call> SEEING_THREADS =
      EnumSet.of(Call.NANO_TIME, Call.CURRENT_TIME_MILLIS, Call.CURRENT_THREAD);

  /** A spin wait is the JDK's own business: all of those that it has end by themselves. */
  private static final Set<Call> OF_PROGRAMS = EnumSet.allOf(Call.class);

  private final JdkEdits jdk;

  /** Where edits were made, to tell a JDK whose internals differ. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /** The last failure of a transformation: the JVM swallows what a transformer throws. */
  private volatile @Nullable Throwable failure;

  /** Those that do not tell by themselves. */
  private final LoadedClasses loaded = new LoadedClasses();

  private final Untransformed untransformed = new Untransformed();

  /** Whether code under test gets scheduling points. */
  private volatile boolean points;

  /** The classes of the JDK whose code gets points too, by internal name. */
  private final Set<String> inside = ConcurrentHashMap.newKeySet();

  /** The classes and packages of libraries whose code gets points too, by name. */
  private final Set<String> libraries = ConcurrentHashMap.newKeySet();

  Transformer(JdkEdits jdk) {
    this.jdk = jdk;
  }

  /** Loads every class that has to be transformed for the harness to work. */
  void loadEdited() {
    for (String name : jdk.edits().keySet()) {
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

  private boolean wantsBoot(String name) {
    String outer = outer(name);
    return jdk.edits().containsKey(name)
        || jdk.timed().contains(outer)
        || jdk.seeThreads().contains(outer);
  }

  private Set<Call> ofJdk(String name) {
    return jdk.seeThreads().contains(outer(name)) ? SEEING_THREADS : CLOCK;
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
    if (name == null
        || ours(domain)
        || (loader == null && !wantsBoot(name) && !inside.contains(name))) {
      return null;
    }
    Set<Call> calls = loader != null ? OF_PROGRAMS : ofJdk(name);
    Attempts attempts = new Attempts(name, classFile);
    attempts.make(bytes -> ConstantPoolPatch.redirect(bytes, HookNames.HOOKS, calls));
    attempts.make(bytes -> CallPatch.redirect(bytes, HookNames.HOOKS));
    List<Edit> edits = jdk.edits().get(name);
    if (loader != null) {
      attempts.make(bytes -> ProgramEdits.edited(bytes, loader));
    } else if (edits != null) {
      attempts.make(bytes -> edited(bytes, edits));
    }
    Code code = codeOf(loader, name, domain);
    if (code != null && points) {
      attempts.make(bytes -> PointEdits.edited(loader, bytes, code));
    }
    if (loader != null && code != null) {
      byte[] before = attempts.result;
      attempts.make(ClassInitEdits::edited);
      if (code == Code.UNDER_TEST && redefined == null && attempts.result == before) {
        loaded.add(loader, name.replace('/', '.'));
      }
    }
    return attempts.result == classFile ? null : attempts.result;
  }

  /** Whose code a class is that has points; null if it has none. */
  private @Nullable Code codeOf(
      @Nullable ClassLoader loader, String name, @Nullable ProtectionDomain domain) {
    if (loader == null) {
      return inside.contains(name) ? Code.JDK : null;
    }
    String dotted = name.replace('/', '.');
    return CodeUnderTest.has(loader, dotted, domain)
        ? Code.UNDER_TEST
        : CodeNames.match(libraries, dotted) ? Code.LIBRARY : null;
  }

  /** The classes under test that were loaded, and do not tell when they are initialised. */
  LoadedClasses loaded() {
    return loaded;
  }

  /** From now on code under test gets points as it is loaded. */
  void beginPoints() {
    points = true;
  }

  /** From now on a class of the JDK has points, too; whether it had none before. */
  boolean addInside(String name) {
    return inside.add(name.replace('.', '/'));
  }

  /** From now on a class or package of libraries has points, too; whether it had none before. */
  boolean addLibrary(String name) {
    return libraries.add(name);
  }

  /** Whether a class that was loaded before has to be transformed again to get its points. */
  boolean wantsPoints(Class<?> type) {
    return CodeUnderTest.has(type)
        || (type.getClassLoader() != null && CodeNames.match(libraries, type.getName()));
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
    jdk.edits().values().forEach(edits -> edits.forEach(edit -> missing.add(edit.place())));
    missing.removeAll(new HashSet<>(made));
    if (!missing.isEmpty()) {
      throw UnsupportedJvmException.lacks("methods " + missing, failure);
    }
  }
}
