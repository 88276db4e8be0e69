package dev.heddle.specs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.heddle.Loop;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.schedule.Access;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.DivergedException;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.PointedPolicy;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class ArchitectureTest {
  private static final String INTERNAL = "dev.heddle.internal..";

  /** How the harness gets into a JVM. */
  private static final String ATTACH = "dev.heddle.internal.attach..";

  /** The JDK's internals. */
  private static final String JDK = "dev.heddle.internal.jdk..";

  /** What transformed classes ask. */
  private static final String HOOK = "dev.heddle.internal.hook..";

  /** What transforms classes. */
  private static final String AGENT = "dev.heddle.internal.agent..";

  private static final String SITE = "dev.heddle.internal.site..";

  private static final String SOURCE = "dev.heddle.internal.source..";

  private static final String TEXT = "dev.heddle.internal.text..";
  private static final String TRACE = "dev.heddle.trace..";
  private static final String SCHEDULE = "dev.heddle.schedule..";
  private static final String EXPLORE = "dev.heddle.explore..";
  private static final String VERDICT = "dev.heddle.verdict..";
  private static final String HTTP = "dev.heddle.http..";
  private static final String JQWIK = "dev.heddle.junit.jqwik..";

  /** What the program of a user runs with, and nothing of this module or of the JUnit extension. */
  private static final JavaClasses HARNESS =
      new ClassFileImporter()
          .importUrl(Loop.class.getProtectionDomain().getCodeSource().getLocation());

  /** All modules, without their tests. */
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.heddle");

  /** Sources of real time and real waiting, by class and method. */
  private static final Set<String> REAL_TIME =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Thread.sleep",
          "java.time.Instant.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private static final DescribedPredicate<JavaMethodCall> READS_REAL_TIME =
      DescribedPredicate.describe(
          "reads real time or waits in it",
          call -> REAL_TIME.contains(call.getTargetOwner().getFullName() + "." + call.getName()));

  /** The harness depends on the JDK, on annotations, and on what attaches its agent. */
  @Test
  void harnessHasNoDependenciesButAnnotationsAndTheAgentsAttaching() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.heddle..",
            "java..",
            "javax.net.ssl..",
            "jdk.internal..",
            "org.jspecify.annotations..",
            "org.apiguardian.api..",
            "net.bytebuddy.agent..")
        .check(HARNESS);
  }

  /**
   * The collector's thread holds the lock of a reference queue: who waits for it in a managed
   * thread gives up its turn, and differs between runs.
   */
  @Test
  void nothingInTheHarnessWaitsForTheCollector() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(util\\.WeakHashMap|lang\\.ref\\.(ReferenceQueue|Cleaner).*)")
        .check(HARNESS);
  }

  /** The harness knows no test framework. */
  @Test
  void harnessKnowsNoTestFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "net.jqwik..", "org.opentest4j..", "dev.heddle.junit..")
        .check(HARNESS);
  }

  /** jqwik is known in one package, which nobody else knows, and which knows no Jupiter. */
  @Test
  void jqwikIsKnownInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages(JQWIK, "dev.heddle.specs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("net.jqwik..", JQWIK)
        .check(PROJECT);
    noClasses()
        .that()
        .resideInAPackage(JQWIK)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit.jupiter..", "org.junit.platform.engine..")
        .check(PROJECT);
    assertTrue(PROJECT.contain("dev.heddle.junit.jqwik.OnLoop"));
  }

  /** What Jupiter, jqwik and documents share knows none of them. */
  @Test
  void whatIsSharedKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.heddle.testing..", "dev.heddle.internal.testing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.junit.jupiter..",
            "org.junit.platform.engine..",
            "org.junit.platform.launcher..",
            "net.jqwik..",
            "org.commonmark..",
            "dev.heddle.junit..")
        .check(PROJECT);
    assertTrue(PROJECT.contain("dev.heddle.internal.testing.Session"));
  }

  /** Who writes documents or properties gets no Jupiter by it. */
  @Test
  void theEngineOfDocumentsAndTheHooksOfJqwikKnowNoJupiter() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.heddle.junit.documents..", JQWIK)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit.jupiter..", "dev.heddle.junit")
        .check(PROJECT);
  }

  /** Traces are values: they know neither the loop that writes them nor anything but tables. */
  @Test
  void tracesKnowNothingElse() {
    noClasses()
        .that()
        .resideInAPackage(TRACE)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.heddle..").and(not(resideInAnyPackage(TRACE, TEXT))))
        .check(HARNESS);
  }

  /** Tables know nothing of what they tell. */
  @Test
  void textsKnowNothingElse() {
    noClasses()
        .that()
        .resideInAPackage(TEXT)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.heddle..").and(not(resideInAPackage(TEXT))))
        .check(HARNESS);
  }

  /** Policies and schedules know no loop. */
  @Test
  void schedulesKnowNothingElse() {
    noClasses()
        .that()
        .resideInAPackage(SCHEDULE)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.heddle..").and(not(resideInAPackage(SCHEDULE))))
        .check(HARNESS);
  }

  /** A loop knows a policy by its interface only, and no exploration. */
  @Test
  void loopsKnowNoPolicyAndNoExploration() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.heddle", INTERNAL)
        .and()
        .resideOutsideOfPackage("dev.heddle.internal.search")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(EXPLORE, "dev.heddle.internal.search")
        .orShould()
        .dependOnClassesThat(
            resideInAPackage(SCHEDULE)
                .and(
                    not(
                        belongToAnyOf(
                            Access.class,
                            PointLevel.class,
                            PointedPolicy.class,
                            Points.class,
                            Policy.class,
                            Decision.class,
                            DecisionLog.class,
                            Schedule.class,
                            DivergedException.class))))
        .check(HARNESS);
  }

  /**
   * HTTP knows the loop, its verdicts and nothing else of ours, and nothing in the harness knows
   * HTTP.
   */
  @Test
  void httpUsesTheLoopAndNobodyUsesHttp() {
    noClasses()
        .that()
        .resideInAPackage(HTTP)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.heddle..")
                .and(not(resideInAnyPackage("dev.heddle", VERDICT, HTTP)))
                .and(not(type(SneakyThrow.class))))
        .check(HARNESS);
    noClasses()
        .that()
        .resideOutsideOfPackage(HTTP)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HTTP)
        .check(HARNESS);
    assertTrue(HARNESS.contain("dev.heddle.http.VirtualWeb"));
  }

  /** HTTP is optional: nobody else in the harness or in the JUnit extension needs the JDK's. */
  @Test
  void theJdksHttpIsKnownInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages(HTTP, "dev.heddle.specs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", HTTP)
        .check(PROJECT);
  }

  /** No real client: nobody in the harness makes one. */
  @Test
  void noRealHttpClientIsMade() {
    noClasses()
        .should()
        .callMethod(HttpClient.class, "newHttpClient")
        .orShould()
        .callMethod(HttpClient.class, "newBuilder")
        .check(HARNESS);
  }

  /** What touches the JDK stands below the engine, each room on the ones before it. */
  @Test
  void whatTouchesTheJdkKnowsNothingElse() {
    knowsOfOurs(ATTACH, ATTACH);
    knowsOfOurs(JDK, ATTACH, JDK);
    knowsOfOurs(HOOK, ATTACH, JDK, HOOK);
    knowsOfOurs(SITE, SITE);
    knowsOfOurs(AGENT, ATTACH, JDK, HOOK, SITE, SOURCE, AGENT);
  }

  private static void knowsOfOurs(String room, String... known) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.heddle..").and(not(resideInAnyPackage(known))))
        .check(HARNESS);
  }

  /** What is written for one version of the JDK is known where versions are chosen. */
  @Test
  void versionsOfTheJdkAreKnownInOnePlace() {
    classes()
        .that()
        .haveSimpleNameStartingWith("Jdk25")
        .should()
        .onlyHaveDependentClassesThat()
        .haveNameMatching("dev\\.heddle\\.internal\\.(jdk\\.Jdk|agent\\.HeddleAgent|.*\\.Jdk25.*)")
        .check(HARNESS);
  }

  /** The engine knows neither asyncio, which stands on it, nor explorations. */
  @Test
  void theEngineKnowsNobodyWhoStandsOnIt() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.heddle", EXPLORE, HTTP)
        .check(HARNESS);
  }

  /** No two packages know each other, not even by way of others. */
  @Test
  void packagesFormNoCircle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(HARNESS);
  }

  /** No more than a handful of types know each other in a circle. */
  @Test
  void circlesOfTypesAreSmall() {
    Circles circles =
        Circles.of(HARNESS.stream().collect(toMap(Function.identity(), ArchitectureTest::knows)));
    assertTrue(circles.largest().size() <= 5, circles.largest().toString());
    assertEquals(5, circles.largest().size(), "the rule would notice: there are such circles");
  }

  /** A class that is larger has more than one job. */
  @Test
  void noSourceFileHasMoreThan400Lines() throws IOException {
    Map<Path, Long> lines = new TreeMap<>();
    for (String module : List.of("harness", "junit-extension", "specs")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          try (Stream<String> text = Files.lines(file)) {
            lines.put(file, text.count());
          }
        }
      }
    }
    assertTrue(lines.size() > 300, "all sources are read: " + lines.size());
    lines.values().removeIf(number -> number <= 400);
    assertEquals(Map.of(), lines);
  }

  private static Set<JavaClass> knows(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .collect(toSet());
  }

  /**
   * What users do not see, the harness alone uses, in all modules; and the judge, which runs
   * thousands of loops on one carrier. What tells an old JVM touches nothing.
   */
  @Test
  void internalsAreUsedByTheHarnessAlone() {
    classes()
        .that()
        .resideInAnyPackage(ATTACH, JDK, HOOK, AGENT)
        .and()
        .doNotHaveSimpleName("OldJvm")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(
            "dev.heddle", INTERNAL, "dev.heddle.specs.judge", "dev.heddle.specs.bench")
        .check(PROJECT);
  }

  /** Nobody else touches the JDK's internals. */
  @Test
  void jdkInternalsAreTouchedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERNAL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jdk.internal..", "sun..")
        .check(PROJECT);
  }

  /** A public type says how stable it is. */
  @Test
  void publicTypesSayHowStableTheyAre() {
    classes()
        .that()
        .resideOutsideOfPackage(INTERNAL)
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .beAnnotatedWith(API.class)
        .check(HARNESS);
  }

  /** Real time is read in one place, and by the hooks on behalf of threads that no loop runs. */
  @Test
  void realTimeIsReadInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.heddle.internal.hook.RealTime")
        .and()
        .doNotHaveFullyQualifiedName("dev.heddle.internal.hook.HookInstaller")
        .and()
        .doNotHaveFullyQualifiedName("dev.heddle.internal.hook.Hooks")
        .should()
        .callMethodWhere(READS_REAL_TIME)
        .check(HARNESS);
  }

  /** The examples are plain Java. */
  @Test
  void examplesKnowNothingOfHeddle() {
    classes()
        .that()
        .resideInAPackage("dev.heddle.specs.examples")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.heddle.specs.examples", "java..", "org.jspecify.annotations..")
        .check(PROJECT);
  }

  /** The rules would notice: the harness was found, and one that is broken fails. */
  @Test
  void rulesWouldNotice() {
    assertTrue(HARNESS.contain("dev.heddle.internal.hook.RealTime"));
    assertThrows(
        AssertionError.class,
        () -> noClasses().should().callMethodWhere(READS_REAL_TIME).check(HARNESS));
  }
}
