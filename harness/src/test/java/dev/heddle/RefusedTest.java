package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.explore.Explorer;
import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.schedule.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JVM that the agent cannot get into is told of in the same words at every use of the harness.
 */
@Tag("starts-jvms")
class RefusedTest {
  private static final String WORDS =
      "Heddle could not attach its agent to this JVM. Name the agent when the JVM starts:";

  /** Uses the harness in every way in which a program can begin to, each twice. */
  static final class FirstUses {
    private FirstUses() {}

    public static void main(String[] args) throws Exception {
      for (int round = 1; round <= 2; round++) {
        for (Method method : publicStatics()) {
          use(
              method.getDeclaringClass().getSimpleName() + "." + method.getName(),
              () -> call(method));
        }
        use("LoopBuilder.build", () -> Loop.builder().build());
        use("LoopBuilder.run", () -> Loop.builder().run(loop -> null));
        use("new Runner", () -> new Runner(Loop.builder()));
        use("Explorer.check", () -> Explorer.create().check(loop -> null));
        use("Explorer.explore", () -> Explorer.create().exhaustive().explore(loop -> null));
        use("Explorer.outcomes", () -> Explorer.create().outcomes(loop -> null));
        use("Explorer.checkOutcomes", () -> Explorer.create().checkOutcomes(Set.of(1), loop -> 1));
      }
    }

    private static void use(String what, Callable<?> use) {
      try {
        use.call();
        System.out.println(what + ": works");
      } catch (UnsupportedJvmException e) {
        System.out.println(what + ": " + e.getMessage().lines().findFirst().orElseThrow());
      } catch (Throwable e) {
        System.out.println(what + ": " + (e instanceof LinkageError ? "LinkageError " : "") + e);
      }
    }

    private static List<Method> publicStatics() throws Exception {
      Path classes = Path.of("target", "classes");
      List<Method> methods = new ArrayList<>();
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.sorted().toList()) {
          String name =
              classes.relativize(file).toString().replace(java.io.File.separatorChar, '.');
          if (name.endsWith(".class")
              && !name.contains(".internal.")
              && !name.endsWith("-info.class")) {
            Class<?> type =
                Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    FirstUses.class.getClassLoader());
            if (Modifier.isPublic(type.getModifiers())) {
              Arrays.stream(type.getDeclaredMethods())
                  .filter(m -> Modifier.isStatic(m.getModifiers()))
                  .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                  .sorted(Comparator.comparing(Method::toString))
                  .forEach(methods::add);
            }
          }
        }
      }
      return methods;
    }

    private static Object call(Method method) throws Exception {
      Object[] arguments = Arrays.stream(method.getParameterTypes()).map(FirstUses::any).toArray();
      try {
        return method.invoke(null, arguments);
      } catch (InvocationTargetException e) {
        throw SneakyThrow.rethrow(e.getCause());
      }
    }

    private static Object any(Class<?> type) {
      if (type == int.class) {
        return 1;
      } else if (type == long.class) {
        return 1L;
      } else if (type == String.class) {
        return "text";
      } else if (type == Duration.class) {
        return Duration.ofSeconds(1);
      } else if (type == Path.class) {
        return Path.of("target", "no such file");
      } else if (type == Schedule.class) {
        return Schedule.parse("h1.AAAA");
      } else if (type.isAssignableFrom(List.class)) {
        return List.of();
      } else if (type.isInterface()) {
        return Proxy.newProxyInstance(
            FirstUses.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, values) -> null);
      } else if (type.isArray()) {
        return java.lang.reflect.Array.newInstance(type.getComponentType(), 0);
      }
      return null;
    }
  }

  /** Neither a class initialiser's error nor that of a class that failed to initialise before. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
  void everyFirstUseTellsWhy(String forbids) throws Exception {
    Fork.Result result = Fork.run(List.of(forbids), FirstUses.class);
    List<String> uses = result.output().lines().filter(line -> line.contains(": ")).toList();
    assertEquals(List.of(), uses.stream().filter(use -> use.contains("LinkageError")).toList());
    for (String use :
        List.of(
            "Loop.create",
            "Loop.run",
            "Loop.current",
            "LoopBuilder.build",
            "LoopBuilder.run",
            "new Runner",
            "Explorer.check",
            "Explorer.explore",
            "Explorer.outcomes",
            "Explorer.checkOutcomes",
            "Tasks.sleep",
            "Tasks.yieldNow",
            "Tasks.currentTask",
            "Tasks.gather")) {
      List<String> told =
          uses.stream().filter(line -> line.startsWith(use + ": ")).distinct().toList();
      assertEquals(List.of(use + ": " + WORDS), told, use);
    }
    assertEquals(0, result.status());
  }
}
