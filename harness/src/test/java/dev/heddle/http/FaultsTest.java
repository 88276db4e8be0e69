package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with exchanges, what the client sees of it, and whether the server has acted. */
class FaultsTest {
  private static final URI A = URI.create("https://a.example/");
  private static final HttpRequest PATIENT = HttpRequest.newBuilder(A).build();
  private static final HttpRequest IMPATIENT =
      HttpRequest.newBuilder(A).timeout(ofSeconds(5)).build();

  private final VirtualWeb web = VirtualWeb.create();
  private final HttpClient client = web.newHttpClient();

  /** How often the server has acted. */
  private int acts;

  private Reply act(Request request) {
    acts++;
    return Reply.text("0123456789");
  }

  private String send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** Each fault as the client sees it, when, and how often the server has acted. */
  @ParameterizedTest
  @CsvSource({
    "NONE, 0123456789, 4s, 1",
    "REFUSED, ConnectException: Connection refused, 0s, 0",
    "UNREACHABLE, HttpConnectTimeoutException: HTTP connect timed out, 5s, 0",
    "RESET_BEFORE, IOException: Connection reset, 4s, 0",
    "RESET_AFTER, IOException: Connection reset, 4s, 1",
    "SILENT_BEFORE, HttpTimeoutException: request timed out, 5s, 0",
    "SILENT_AFTER, HttpTimeoutException: request timed out, 5s, 1",
    "RESET_IN_BODY, IOException: Connection reset, 4s, 1",
    "SLOW_BODY, 0123456789, 64s, 1",
  })
  void fault(Fault fault, String seen, String time, int acted) {
    web.route("GET", A.toString(), this::act).latency(ofSeconds(4)).fault(() -> fault);
    Loop.run(
        loop -> {
          String result;
          try {
            result = send(IMPATIENT);
          } catch (IOException e) {
            result = e.getClass().getSimpleName() + ": " + e.getMessage();
          }
          assertEquals(seen, result);
          assertEquals(time, loop.time().toSeconds() + "s");
          assertEquals(acted, acts);
        });
  }

  /** Half of the body arrives before it is reset. */
  @Test
  void halfOfTheBodyArrives() {
    web.route("GET", A.toString(), this::act).fault(() -> Fault.RESET_IN_BODY);
    Loop.run(
        loop -> {
          StringBuilder arrived = new StringBuilder();
          IOException e =
              assertThrows(
                  IOException.class,
                  () ->
                      client.send(
                          PATIENT,
                          BodyHandlers.ofByteArrayConsumer(
                              bytes ->
                                  bytes.ifPresent(
                                      some -> arrived.append(new String(some, UTF_8))))));
          assertEquals("Connection reset", e.getMessage());
          assertEquals("01234", arrived.toString());
        });
  }

  /** Who waits for a silent server without a limit waits for ever, which is a deadlock. */
  @Test
  void silenceWithoutTimeoutIsADeadlock() {
    web.route("GET", A.toString(), this::act).fault(() -> Fault.SILENT_AFTER);
    DeadlockError e = assertThrows(DeadlockError.class, () -> Loop.run(loop -> send(PATIENT)));
    assertTrue(
        e.getMessage().contains("\n      at dev.heddle.http.FaultsTest.send("), e.getMessage());
  }

  /** A fault can come and go with time. */
  @Test
  void faultForAWhile() {
    Loop.run(
        loop -> {
          web.route("GET", A.toString(), this::act)
              .fault(() -> loop.time().compareTo(ofSeconds(9)) < 0 ? Fault.REFUSED : Fault.NONE);
          assertThrows(ConnectException.class, () -> send(PATIENT));
          Tasks.sleep(ofSeconds(10));
          assertEquals("0123456789", send(PATIENT));
        });
  }

  /** In the default order nothing goes wrong, and the latency is the first. */
  @Test
  void nothingGoesWrongUnlessDecided() {
    web.route("GET", A.toString(), this::act)
        .latency(ofMillis(3), ofMillis(1))
        .may(Fault.values())
        .may(Fault.REFUSED);
    Loop.run(
        loop -> {
          assertEquals("0123456789", send(PATIENT));
          assertEquals(ofMillis(3), loop.time());
        });
  }

  /** What may go wrong, and how long it may take, is found in all combinations. */
  @Test
  void faultsAndLatenciesAreDecisions() {
    Explorer.create()
        .checkOutcomes(
            Set.of("fine 1 1", "fine 3 1", "refused 0 0", "reset 1 1", "reset 3 1"),
            FaultsTest::mayGoWrong);
  }

  private static String mayGoWrong(Loop loop) throws Exception {
    FaultsTest test = new FaultsTest();
    test.web
        .route("GET", A.toString(), test::act)
        .latency(ofSeconds(1), ofSeconds(3))
        .may(Fault.REFUSED, Fault.RESET_AFTER);
    String seen;
    try {
      test.send(PATIENT);
      seen = "fine";
    } catch (ConnectException e) {
      seen = "refused";
    } catch (IOException e) {
      seen = "reset";
    }
    return seen + " " + loop.time().toSeconds() + " " + test.acts;
  }

  /** A failing schedule is shrunk to its fault, and its token replays it. */
  @Test
  void faultsAreShrunkAndReplayed() {
    Loop.Body<String> program =
        loop -> {
          String seen = "";
          for (int i = 0; i < 4; i++) {
            seen = mayGoWrong(loop);
          }
          if (seen.startsWith("reset")) {
            throw new IllegalStateException(seen);
          }
          return seen;
        };
    Exploration<String> found = Explorer.create().explore(program);
    Schedule schedule = found.failure().schedule();
    assertEquals(1, schedule.deviations().size());
    Throwable again =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.builder()
                    .policy(Policies.replay(Schedule.parse(schedule.token())))
                    .run(program));
    assertEquals("reset 4 1", again.getMessage());
  }

  /** A handler that fails is a failure of the test; the client gets the status 500. */
  @Test
  void failingHandlerIsToldAndIs500() {
    IllegalStateException failure = new IllegalStateException("no charge");
    web.route(
        "GET",
        A.toString(),
        request -> {
          throw failure;
        });
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .problems(problems::add)
        .run(
            loop -> {
              assertEquals(500, client.send(PATIENT, BodyHandlers.ofString()).statusCode());
              return null;
            });
    assertEquals(1, problems.size());
    assertEquals(Problem.Kind.UNCAUGHT, problems.get(0).kind());
    assertEquals("Exception in thread a.example (1)", problems.get(0).message());
    assertSame(failure, problems.get(0).exception());
  }

  /** Time that may pass lets a timeout win against an answer that is due earlier. */
  @Test
  void timeoutMayWin() {
    Exploration<String> all =
        Explorer.create()
            .loops(description -> description.earlyTimeouts(true))
            .exhaustive()
            .outcomes(
                loop -> {
                  FaultsTest test = new FaultsTest();
                  test.web.route("GET", A.toString(), test::act).latency(ofSeconds(4));
                  try {
                    test.send(IMPATIENT);
                    return "answered " + test.acts;
                  } catch (HttpTimeoutException e) {
                    return "timed out " + test.acts;
                  }
                });
    assertTrue(
        all.values().containsAll(List.of("answered 1", "timed out 1")), all.values().toString());
  }
}
