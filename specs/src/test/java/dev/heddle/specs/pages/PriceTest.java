package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.http.Fault;
import dev.heddle.http.Reply;
import dev.heddle.http.VirtualWeb;
import dev.heddle.junit.HeddleTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

class PriceTest {
  /** Plain Java, which knows nothing of Heddle. */
  static String price(HttpClient client) throws Exception {
    URI uri = URI.create("https://shop.example/price");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    while (true) {
      try {
        return client.send(request, BodyHandlers.ofString()).body();
      } catch (IOException e) {
        Thread.sleep(Duration.ofMinutes(10));
      }
    }
  }

  @HeddleTest(schedules = 1_000)
  void asksUntilThereIsAPrice() throws Exception {
    VirtualWeb web = VirtualWeb.create();
    web.route("GET", "https://shop.example/price", request -> Reply.text("42"))
        .latency(Duration.ofMillis(80), Duration.ofSeconds(20))
        .may(Fault.REFUSED, Fault.RESET_AFTER);

    assertEquals("42", price(web.newHttpClient()));
  }
}
