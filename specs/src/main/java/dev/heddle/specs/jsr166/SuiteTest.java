package dev.heddle.specs.jsr166;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;

/**
 * A test of the suite: one test method, with the data that it is for. The suite is of JUnit 3,
 * which is known by reflection only, since it is not among the dependencies.
 *
 * @param test the {@code TestCase}
 * @param suite its class
 * @param method its method
 */
record SuiteTest(Object test, String suite, String method) {
  private static final String ALL = "JSR166TestCase";

  /** By class, then by method; those of one name, which differ in their data, as the suite goes. */
  static List<SuiteTest> all() throws ReflectiveOperationException {
    List<SuiteTest> tests = new ArrayList<>();
    collect(Class.forName(ALL).getMethod("suite").invoke(null), tests);
    tests.sort(Comparator.comparing(SuiteTest::suite).thenComparing(SuiteTest::method));
    return tests;
  }

  private static void collect(Object test, List<SuiteTest> tests)
      throws ReflectiveOperationException {
    if (test.getClass().getName().equals("junit.framework.TestSuite")) {
      Enumeration<?> inner = (Enumeration<?>) call(test, "tests");
      while (inner.hasMoreElements()) {
        collect(inner.nextElement(), tests);
      }
    } else {
      tests.add(
          new SuiteTest(test, test.getClass().getName(), String.valueOf(call(test, "getName"))));
    }
  }

  private static Object call(Object object, String getter) throws ReflectiveOperationException {
    return object.getClass().getMethod(getter).invoke(object);
  }

  /** Sets up, runs and tears down. */
  void run() throws Exception {
    Method run = test.getClass().getMethod("runBare");
    try {
      run.invoke(test);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    }
  }
}
