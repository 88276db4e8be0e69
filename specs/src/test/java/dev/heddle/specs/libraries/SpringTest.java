package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;

/** Spring Framework: its task schedulers, {@code @Scheduled} and {@code @Retryable}. */
class SpringTest {
  static final Library LIBRARY =
      new Library(
          "Spring",
          TaskScheduler.class,
          List.of(
              new Program("ThreadPoolTaskScheduler", Duration.ofHours(24), SpringTest::schedules),
              new Program(
                  "ThreadPoolTaskExecutor of all tests", Duration.ofHours(2), SpringTest::executes),
              new Program(
                  "@Scheduled, virtual threads", Duration.ofHours(3), SpringTest::runsScheduled),
              new Program("@Retryable with back-off", Duration.ofHours(15), SpringTest::retries)));

  private static void schedules(List<String> log) throws Exception {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setThreadNamePrefix("task-");
    scheduler.setPoolSize(2);
    scheduler.initialize();
    scheduler.schedule(
        () -> Seen.at(log, Seen.on("cron")), new CronTrigger("0 30 6,18 * * *", ZoneOffset.UTC));
    scheduler.schedule(
        () -> Seen.at(log, Seen.on("once")), Instant.now().plus(Duration.ofHours(2)));
    scheduler.scheduleWithFixedDelay(
        () -> {
          Seen.at(log, Seen.on("begins"));
          sleep(Duration.ofHours(3));
          Seen.at(log, Seen.on("ends"));
        },
        Duration.ofHours(10));
    Thread.sleep(Duration.ofHours(24));
    scheduler.shutdown();
  }

  @HeddleTest
  void schedulesForADay() throws Exception {
    assertEquals(
        List.of(
            "PT0S begins on task-1",
            "PT2H once on task-2",
            "PT3H ends on task-1",
            "PT6H30M cron on task-2",
            "PT13H begins on task-2",
            "PT16H ends on task-2",
            "PT18H30M cron on task-1"),
        Seen.by(SpringTest::schedules));
  }

  /** As in a context that tests share: it counts its threads on. */
  private static final ThreadPoolTaskExecutor SHARED = new ThreadPoolTaskExecutor();

  static {
    SHARED.setThreadNamePrefix("shared-");
    SHARED.setCorePoolSize(2);
    SHARED.setDaemon(true);
    SHARED.initialize();
  }

  private static void executes(List<String> log) throws Exception {
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tasks.add(
          SHARED.submit(
              () -> {
                sleep(Duration.ofHours(1));
                Seen.at(log, Seen.on("done"));
              }));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
  }

  @HeddleTest
  void executesOnTheExecutorOfAllTests() throws Exception {
    assertEquals(
        List.of("PT1H done on shared-1", "PT1H done on shared-2", "PT2H done on shared-1"),
        Seen.by(SpringTest::executes));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A bean with jobs. */
  static class Jobs {
    private final List<String> log = new ArrayList<>();

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS, initialDelay = 1)
    void hourly() {
      Seen.at(log, Seen.on("hourly"));
    }

    @Scheduled(cron = "0 15 1 * * *", zone = "UTC")
    void nightly() {
      Seen.at(log, Seen.on("nightly"));
      sleep(Duration.ofMinutes(30));
      Seen.at(log, Seen.on("nightly ends"));
    }
  }

  /** An application with jobs on virtual threads. */
  @EnableScheduling
  static class Application {
    @Bean
    Jobs jobs() {
      return new Jobs();
    }

    @Bean
    SimpleAsyncTaskScheduler taskScheduler() {
      SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
      scheduler.setVirtualThreads(true);
      scheduler.setThreadNamePrefix("job-");
      return scheduler;
    }
  }

  private static void runsScheduled(List<String> log) throws Exception {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Application.class)) {
      Thread.sleep(Duration.ofHours(3));
      log.addAll(context.getBean(Jobs.class).log);
    }
  }

  @HeddleTest
  void runsAnApplication() throws Exception {
    assertEquals(
        List.of(
            "PT1H hourly on job-2",
            "PT1H15M nightly on job-3",
            "PT1H45M nightly ends on job-3",
            "PT2H hourly on job-4"),
        Seen.by(SpringTest::runsScheduled));
  }

  /** A bean that calls a server that is down for a while. */
  static class Client {
    private int attempts;

    @Retryable(
        includes = IOException.class,
        maxRetries = 9,
        delay = 1,
        multiplier = 2,
        maxDelay = 100,
        timeUnit = TimeUnit.HOURS)
    String call(List<String> log) throws IOException {
      Seen.at(log, "attempt");
      if (++attempts % 5 != 0) {
        throw new IOException("down");
      }
      return "up";
    }
  }

  /** Its annotations are Spring's own, since version 7. */
  @EnableResilientMethods
  static class Resilient {
    @Bean
    Client client() {
      return new Client();
    }
  }

  private static void retries(List<String> log) throws Exception {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Resilient.class)) {
      Seen.at(log, context.getBean(Client.class).call(log));
    }
  }

  @HeddleTest
  void retriesWithBackOff() throws Exception {
    assertEquals(
        List.of(
            "PT0S attempt",
            "PT1H attempt",
            "PT3H attempt",
            "PT7H attempt",
            "PT15H attempt",
            "PT15H up"),
        Seen.by(SpringTest::retries));
  }
}
