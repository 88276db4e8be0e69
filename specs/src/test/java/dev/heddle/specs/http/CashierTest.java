package dev.heddle.specs.http;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Runner;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import dev.heddle.http.Fault;
import dev.heddle.http.Reply;
import dev.heddle.http.Request;
import dev.heddle.http.VirtualWeb;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.specs.examples.Cashier;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A retrying client of plain java.net.http: hours of it, and the fault that makes it pay twice. */
class CashierTest {
  /** A bank that knows a charge again by its key, and charges each that has none. */
  private static final class Bank {
    private final Map<String, Reply> receipts = new HashMap<>();
    private int charges;

    Reply charge(Request request) {
      return request
          .headers()
          .firstValue("Idempotency-Key")
          .map(key -> receipts.computeIfAbsent(key, first -> receipt()))
          .orElseGet(this::receipt);
    }

    private Reply receipt() {
      return Reply.of(201, "receipt " + ++charges);
    }
  }

  /** What a bank does wrong at which time of its day. */
  private static final class BadDay {
    private final Instant start = Instant.now();

    private boolean before(int hours) {
      return Duration.between(start, Instant.now()).compareTo(ofHours(hours)) < 0;
    }

    Fault fault() {
      if (before(1)) {
        return Fault.REFUSED;
      } else if (before(4)) {
        return Fault.SILENT_BEFORE;
      } else if (before(6)) {
        return Fault.RESET_AFTER;
      }
      return Fault.NONE;
    }
  }

  private static final class Day {
    final List<String> log = new ArrayList<>();
    final Bank bank = new Bank();
    String trace = "";
    String receipt = "";

    Day() {
      Loop.run(
          loop -> {
            VirtualWeb web = VirtualWeb.create();
            web.route(
                    "POST",
                    "https://bank.example/charges",
                    request ->
                        loop.time().compareTo(ofHours(8)) < 0 && bank.charges > 0
                            ? Reply.of(503)
                            : bank.charge(request))
                .latency(ofSeconds(2))
                .fault(new BadDay()::fault);
            receipt = Cashier.careful(web.newHttpClient(), log::add).charge("7", 1200);
            trace = loop.trace().toString();
          });
    }
  }

  /** Eight hours of refused, silent, broken and unwilling servers, to the second. */
  @Test
  void eightHoursOfBackOff() {
    Day day = new Day();
    assertEquals(
        """
        2000-01-01T00:00:00Z Connection refused
        2000-01-01T00:01:00Z Connection refused
        2000-01-01T00:03:00Z Connection refused
        2000-01-01T00:07:00Z Connection refused
        2000-01-01T00:15:00Z Connection refused
        2000-01-01T00:31:00Z Connection refused
        2000-01-01T01:03:30Z request timed out
        2000-01-01T02:04:00Z request timed out
        2000-01-01T03:04:30Z request timed out
        2000-01-01T04:04:32Z Connection reset
        2000-01-01T05:04:34Z Connection reset
        2000-01-01T06:04:36Z 503
        2000-01-01T07:04:38Z 503
        2000-01-01T08:04:40Z 201
        """,
        String.join("\n", day.log) + "\n");
    assertEquals("receipt 1", day.receipt);
    assertEquals(1, day.bank.charges);
  }

  /** Every run has the same trace. */
  @Test
  void sameTraceIn200Runs() {
    String trace = new Day().trace;
    for (int run = 0; run < 200; run++) {
      assertEquals(trace, new Day().trace);
    }
  }

  /** A charge at a bank that is slow at times, and whose connections may break. */
  private static String chargeAt(BiFunction<HttpClient, Consumer<String>, Cashier> cashiers)
      throws Exception {
    Bank bank = new Bank();
    VirtualWeb web = VirtualWeb.create();
    web.route("POST", "https://bank.example/charges", bank::charge)
        .latency(ofSeconds(2), ofSeconds(80))
        .may(Fault.REFUSED, Fault.RESET_BEFORE, Fault.RESET_AFTER);
    List<String> log = new ArrayList<>();
    cashiers
        .apply(web.newHttpClient(), line -> log.add(line.substring(line.indexOf(' ') + 1)))
        .charge("7", 1200);
    return bank.charges + " after " + log;
  }

  private static Loop.Body<String> chargesOnce(
      BiFunction<HttpClient, Consumer<String>, Cashier> cashiers) {
    return loop -> {
      String charges = chargeAt(cashiers);
      if (!charges.startsWith("1 ")) {
        throw new IllegalStateException(charges);
      }
      return charges;
    };
  }

  /** The default order, in which nothing goes wrong, does not show the bug. */
  @Test
  void carelessRetryChargesOnceIfNothingGoesWrong() {
    assertEquals("1 after [201]", Loop.run(chargesOnce(Cashier::careless)));
  }

  /** The search finds the fault that matters, and its token brings it back in every run. */
  @Test
  void carelessRetryChargesTwice() {
    Failure failure =
        requireNonNull(Explorer.create().explore(chargesOnce(Cashier::careless)).failure());
    Schedule schedule = failure.schedule();
    assertEquals(1, schedule.deviations().size());
    Set<String> traces = new HashSet<>();
    for (int run = 0; run < 200; run++) {
      Runner runner =
          new Runner(Loop.builder().policy(Policies.replay(Schedule.parse(schedule.token()))));
      IllegalStateException again =
          assertThrows(
              IllegalStateException.class,
              () -> runner.run(() -> chargesOnce(Cashier::careless).run(runner.loop())));
      assertEquals(failure.thrown().getMessage(), again.getMessage());
      traces.add(runner.loop().trace().toString());
      runner.close();
    }
    assertEquals(1, traces.size());
  }

  /** A reset, or an answer that is late, charges twice if the bank has acted, and only then. */
  @Test
  void whatOneFaultDoes() {
    Explorer.create()
        .maxDeviations(1)
        .checkOutcomes(
            Set.of(
                "1 after [201]",
                "1 after [Connection refused, 201]",
                "1 after [Connection reset, 201]",
                "2 after [Connection reset, 201]",
                "2 after [request timed out, 201]"),
            loop -> chargeAt(Cashier::careless));
  }

  /** The careful one charges once, whatever happens within four deviations. */
  @Test
  void carefulRetryChargesOnce() {
    Exploration<String> all =
        Explorer.create().maxDeviations(4).check(chargesOnce(Cashier::careful));
    assertTrue(all.complete());
    assertTrue(all.values().contains("1 after [" + "request timed out, ".repeat(4) + "201]"));
  }
}
