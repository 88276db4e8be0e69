package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Fork;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that were loaded, and have run, before the agent was there get their points too. */
@Tag("starts-jvms")
class LoadedEarlyTest {
  static final class Counter {
    static final int EARLY = count(new Counter());

    int count;

    void add() {
      count++;
    }

    synchronized void addAlone() {
      count++;
    }

    /** Counts so often that the JVM compiles it. */
    static int count(Counter counter) {
      for (int i = 0; i < 100_000; i++) {
        counter.add();
        counter.addAlone();
      }
      return counter.count;
    }
  }

  /** Counts in real threads, and then explores. */
  static final class CountsFirst {
    private CountsFirst() {}

    public static void main(String[] arguments) throws InterruptedException {
      Counter early = new Counter();
      TwoThreads.run(early::addAlone);
      System.out.println(early.count + Counter.EARLY);
      Suspect racy = () -> isFine(Counter::add);
      Suspect mended = () -> isFine(Counter::addAlone);
      racy.isFoundRacing("reads Counter.count");
      mended.passes();
    }

    private static boolean isFine(Consumer<Counter> body) throws InterruptedException {
      Counter counter = new Counter();
      TwoThreads.run(() -> body.accept(counter));
      return counter.count == 2;
    }
  }

  @Test
  void areFoundRacing() throws Exception {
    Fork.Result result =
        Fork.run(
            List.of("-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true"),
            CountsFirst.class);
    assertEquals("200002\n", result.output());
    assertEquals(0, result.status());
  }
}
