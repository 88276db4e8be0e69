package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every method of the JDK's concurrency packages that takes a time takes it virtually. */
class TimedMethodsTest {
  /** Each takes exactly its time, which is three days: nobody could wait for it. */
  @TestFactory
  Stream<DynamicTest> takesItsVirtualTime() {
    return TimedPrograms.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertEquals(
                            entry.getValue().takes(),
                            timeOf(entry.getValue().body()),
                            entry.getKey())));
  }

  private static Duration timeOf(TimedPrograms.Body body) {
    return Loop.run(
        loop -> {
          Duration before = loop.time();
          body.run(loop);
          return loop.time().minus(before);
        });
  }

  /** No method is forgotten, and no program is of a method that is not there any more. */
  @Test
  void everyMethodHasItsProgram() throws Exception {
    Set<String> programs = new TreeSet<>(TimedPrograms.all().keySet());
    programs.addAll(TimedPrograms.NOT_VIRTUAL.keySet());
    Set<String> methods = TimedMethods.find();
    Set<String> forgotten = new TreeSet<>(methods);
    forgotten.removeAll(programs);
    programs.removeAll(methods);
    assertEquals(Set.of(), forgotten, "methods without a program in TimedPrograms");
    assertEquals(Set.of(), programs, "programs of methods that the JDK does not have");
  }
}
