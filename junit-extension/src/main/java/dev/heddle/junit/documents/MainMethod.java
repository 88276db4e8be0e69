package dev.heddle.junit.documents;

import dev.heddle.Loop;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The method of a compiled program that is run: its own, or that of the only class that has one.
 */
final class MainMethod {
  private static final List<List<Class<?>>> PARAMETERS =
      List.of(List.of(Loop.class), List.of(), List.of(String[].class));

  private final Class<?> program;
  private final Method method;

  private MainMethod(Class<?> program, Method method) {
    this.program = program;
    this.method = method;
    method.setAccessible(true);
  }

  /**
   * Finds it.
   *
   * @throws MistakeException if there is none
   */
  static MainMethod of(Class<?> program, int line) {
    List<Class<?>> types =
        Stream.concat(Stream.of(program), Arrays.stream(program.getDeclaredClasses())).toList();
    return types.stream()
        .flatMap(type -> in(type).stream())
        .findFirst()
        .map(method -> new MainMethod(program, method))
        .orElseThrow(() -> new MistakeException(new Mistake(line, nothingToRun())));
  }

  private static String nothingToRun() {
    return "There is nothing to run: the program has no statements, and no method [main] with no"
        + " parameter, a Loop or a String[]. Write some, or make the block [java given].";
  }

  private static Optional<Method> in(Class<?> type) {
    return PARAMETERS.stream()
        .flatMap(
            parameters ->
                Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals("main"))
                    .filter(method -> List.of(method.getParameterTypes()).equals(parameters)))
        .findFirst();
  }

  /** Says who gets what is printed from now on. */
  void printTo(Consumer<Object[]> sink) {
    try {
      Field printed = program.getDeclaredField(ProgramClass.PRINTED);
      printed.setAccessible(true);
      printed.set(null, sink);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it, on a new instance. */
  void run(@Nullable Loop loop) throws Throwable {
    Object[] arguments =
        method.getParameterCount() == 0
            ? new Object[0]
            : new Object[] {method.getParameterTypes()[0] == Loop.class ? loop : new String[0]};
    try {
      method.invoke(instance(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object instance() throws ReflectiveOperationException {
    if (Modifier.isStatic(method.getModifiers())) {
      return null;
    }
    Class<?> type = method.getDeclaringClass();
    Object outer = type == program ? null : make(program);
    return outer == null || Modifier.isStatic(type.getModifiers()) ? make(type) : make(type, outer);
  }

  private static Object make(Class<?> type, Object... arguments)
      throws ReflectiveOperationException {
    Constructor<?> constructor =
        arguments.length == 0
            ? type.getDeclaredConstructor()
            : type.getDeclaredConstructor(arguments[0].getClass());
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }
}
