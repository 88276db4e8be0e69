package dev.heddle.specs.examples;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Two clerks share a card terminal, and the bank is down for a while: they try again later. */
public final class CardTerminal {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration BACK_OFF = Duration.ofMinutes(10);

  private final ReentrantLock terminal = new ReentrantLock();
  private final Instant bankIsUp;
  private final Consumer<String> log;

  /** A terminal whose bank is down for some time from now. */
  public CardTerminal(Duration bankIsDown, Consumer<String> log) {
    this.bankIsUp = Instant.now().plus(bankIsDown);
    this.log = log;
  }

  /** Charges all customers; returns how many times the bank was called. */
  public int charge(List<String> customers) throws ExecutionException, InterruptedException {
    ThreadFactory clerks = Thread.ofVirtual().name("clerk-", 1).factory();
    try (ExecutorService pool = Executors.newFixedThreadPool(2, clerks)) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (String customer : customers) {
        calls.add(pool.submit(() -> charge(customer)));
      }
      int sum = 0;
      for (Future<Integer> call : calls) {
        sum += call.get();
      }
      return sum;
    }
  }

  private int charge(String customer) throws InterruptedException {
    int calls = 1;
    while (!bankAccepts(customer)) {
      Thread.sleep(BACK_OFF);
      calls++;
    }
    return calls;
  }

  private boolean bankAccepts(String customer) throws InterruptedException {
    terminal.lock();
    try {
      Thread.sleep(CALL);
      boolean accepted = !Instant.now().isBefore(bankIsUp);
      String answer = accepted ? "paid" : "the bank is down";
      log.accept(time() + " " + Thread.currentThread().getName() + ": " + customer + ", " + answer);
      return accepted;
    } finally {
      terminal.unlock();
    }
  }

  private static String time() {
    return DateTimeFormatter.ISO_LOCAL_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
  }
}
