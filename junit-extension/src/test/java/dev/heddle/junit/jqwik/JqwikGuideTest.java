package dev.heddle.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What docs/jqwik.md shows is compiled and run by the build. */
class JqwikGuideTest {
  static class Account {
    int balance;

    void deposit(int amount) {
      int read = balance;
      balance = read + amount;
    }
  }

  @Property(tries = 100)
  @OnLoop
  void keepsTheTotal(
      @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 100) Integer> amounts,
      @ForAll DrawnSchedule schedule,
      Loop loop) {
    Account account = new Account();
    List<Task<?>> deposits = new ArrayList<>();
    for (int amount : amounts) {
      deposits.add(
          loop.createTask(
              () -> {
                Thread.yield();
                account.deposit(amount);
              }));
    }
    deposits.forEach(Task::await);
    assertEquals(amounts.stream().mapToInt(amount -> amount).sum(), account.balance);
  }

  @Property(tries = 100)
  @OnLoop
  void everythingSaidIsALetter(
      @ForAll @Size(max = 40) ConcurrentProgram program, @ForAll DrawnPolicy policy, Loop loop) {
    List<String> said = program.run(loop);

    LoopStatistics.label("size").count(program.size() / 10 * 10);
    assertTrue(said.stream().allMatch(letter -> letter.length() == 1), () -> "" + said);
  }

  /** Each block of Java stands, as it is, in this class. */
  @Test
  void javaIsCompiledAndRun() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "jqwik.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/heddle/junit/jqwik", getClass().getSimpleName() + ".java"));
    String[] parts = page.split("```java\n", -1);
    assertEquals(3, parts.length);
    for (int i = 1; i < parts.length; i++) {
      String block = parts[i].substring(0, parts[i].indexOf("```"));
      assertTrue(source.contains(block), block);
    }
  }
}
