package dev.heddle.specs.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Charges customers at a bank on the web, and tries again until that has worked. */
public final class Cashier {
  private static final URI BANK = URI.create("https://bank.example/charges");
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int SERVER_ERRORS = 500;

  private final HttpClient client;
  private final boolean careful;
  private final Consumer<String> log;

  private Cashier(HttpClient client, boolean careful, Consumer<String> log) {
    this.client = client;
    this.careful = careful;
    this.log = log;
  }

  /** One that tells the bank which attempts are of the same charge. */
  public static Cashier careful(HttpClient client, Consumer<String> log) {
    return new Cashier(client, true, log);
  }

  /** One that takes a failure for a proof that nothing has happened. */
  public static Cashier careless(HttpClient client, Consumer<String> log) {
    return new Cashier(client, false, log);
  }

  /** Charges once; returns the bank's receipt. */
  public String charge(String number, int cents) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(BANK)
            .timeout(STALL_TIMEOUT)
            .POST(BodyPublishers.ofString(String.valueOf(cents)));
    if (careful) {
      request.header("Idempotency-Key", number);
    }
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        log.accept(Instant.now() + " " + response.statusCode());
        if (response.statusCode() < SERVER_ERRORS) {
          return response.body();
        }
      } catch (IOException e) {
        log.accept(Instant.now() + " " + e.getMessage());
      }
      Thread.sleep(pause);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
