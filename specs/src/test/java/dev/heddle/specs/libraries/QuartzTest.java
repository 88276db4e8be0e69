package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz: jobs at fixed times and by cron, kept in memory. */
class QuartzTest {
  static final Library LIBRARY =
      new Library(
          "Quartz",
          Scheduler.class,
          List.of(
              new Program(
                  "jobs in memory",
                  Duration.ofHours(2).plusMinutes(1).plusMillis(500),
                  QuartzTest::schedules)));

  private static final String LOG = "log";

  /** Writes its own name into the log that the scheduler has. */
  public static final class Logs implements Job {
    @Override
    @SuppressWarnings("unchecked")
    public void execute(JobExecutionContext context) {
      try {
        Seen.at(
            (List<String>) context.getScheduler().getContext().get(LOG),
            Seen.on(context.getJobDetail().getKey().getName()));
      } catch (SchedulerException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void schedules(List<String> log) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "quartz");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
    scheduler.getContext().put(LOG, log);
    scheduler.scheduleJob(
        JobBuilder.newJob(Logs.class).withIdentity("each 50 minutes").build(),
        TriggerBuilder.newTrigger()
            .startNow()
            .withSchedule(SimpleScheduleBuilder.repeatMinutelyForever(50))
            .build());
    scheduler.scheduleJob(
        JobBuilder.newJob(Logs.class).withIdentity("a quarter past").build(),
        TriggerBuilder.newTrigger()
            .withSchedule(
                CronScheduleBuilder.cronSchedule("0 15 * * * ?")
                    .inTimeZone(TimeZone.getTimeZone("UTC")))
            .build());
    scheduler.start();
    Thread.sleep(Duration.ofHours(2).plusMinutes(1));
    scheduler.shutdown(true);
  }

  @HeddleTest
  void runsJobs() throws Exception {
    assertEquals(
        List.of(
            "PT0S each 50 minutes on quartz_Worker-1",
            "PT15M a quarter past on quartz_Worker-1",
            "PT50M each 50 minutes on quartz_Worker-1",
            "PT1H15M a quarter past on quartz_Worker-1",
            "PT1H40M each 50 minutes on quartz_Worker-1"),
        Seen.by(QuartzTest::schedules));
  }
}
