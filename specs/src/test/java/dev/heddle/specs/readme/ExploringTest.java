package dev.heddle.specs.readme;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.junit.HeddleTest;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/exploration.md shows. */
class ExploringTest {
  static class Counter {
    private final AtomicInteger count = new AtomicInteger();

    Integer increment() {
      int next = count.get() + 1;
      Thread.yield();
      count.set(next);
      return next;
    }
  }

  static String transfer(Loop loop) {
    Task<?> a = loop.createTask("a", Tasks::currentTask);
    Task<?> b = loop.createTask("b", Tasks::currentTask);
    Tasks.gather(List.of(a, b)).await();
    return "done";
  }

  @HeddleTest(exhaustive = true)
  void closesOnce(ExecutorService pool) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Future<Integer> one = pool.submit(closed::incrementAndGet);
    Future<Integer> other = pool.submit(closed::incrementAndGet);
    one.get();
    other.get();
  }

  @Test
  void withoutJUnit() {
    Exploration<String> exploration =
        Explorer.create()
            .schedules(10_000)
            .policy("pct")
            .seed(42)
            .carriers(2)
            .check(loop -> transfer(loop));
    System.out.println(exploration.summary());
  }

  @Test
  void outcomes() {
    Explorer.create()
        .checkOutcomes(
            Set.of(1, 2),
            loop -> {
              Counter counter = new Counter();
              Task<Integer> a = loop.createTask(counter::increment);
              Task<Integer> b = loop.createTask(counter::increment);
              Tasks.gather(a, b).await();
              return counter.count.get();
            });
  }

  @Test
  void replay() {
    String token =
        Explorer.create()
            .explore(loop -> transfer(loop))
            .outcomes()
            .values()
            .iterator()
            .next()
            .first()
            .token();
    Schedule schedule = Schedule.parse(token);
    Loop.builder().policy(Policies.replay(schedule)).run(loop -> transfer(loop));
  }

  /** Lets tasks whose name begins with "slow" wait, nine times out of ten. */
  static final class Slowly implements Policy {
    private final long seed;
    private SplittableRandom random = new SplittableRandom();

    Slowly(long seed) {
      this.seed = seed;
    }

    @Override
    public boolean begin(long schedule) {
      random = new SplittableRandom(seed + schedule);
      return true;
    }

    @Override
    public int choose(Decision decision) {
      int option = random.nextInt(decision.size());
      boolean slow = decision.name(option).startsWith("slow");
      return slow && random.nextInt(10) > 0 ? 0 : option;
    }
  }

  @Test
  void ownPolicy() {
    Explorer.create().policies(Slowly::new).check(loop -> transfer(loop));
  }
}
