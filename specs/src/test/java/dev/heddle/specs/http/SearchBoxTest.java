package dev.heddle.specs.http;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.OutcomesError;
import dev.heddle.http.Reply;
import dev.heddle.http.VirtualWeb;
import dev.heddle.schedule.PointLevel;
import dev.heddle.specs.examples.SearchBox;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two requests at the same time, whose answers may come in the other order. */
class SearchBoxTest {
  /** Types a text and soon another one, and returns what is shown in the end. */
  private static Loop.Body<String> typesTwice(
      Function<HttpClient, SearchBox> boxes, Duration usual, Duration... others) {
    return loop -> {
      VirtualWeb web = VirtualWeb.create();
      web.route(
              "GET",
              "https://search.example/find",
              request -> Reply.text("found " + request.uri().getQuery()))
          .latency(usual, others);
      SearchBox box = boxes.apply(web.newHttpClient());
      CompletableFuture<Void> first = box.type("a");
      CompletableFuture<Void> second = box.type("b");
      first.get();
      second.get();
      return box.shown();
    };
  }

  /** In the default order the answers come in the order of the requests. */
  @Test
  void carelessBoxIsRightIfAnswersComeInOrder() {
    assertEquals(
        "found text=b", Loop.run(typesTwice(SearchBox::careless, ofMillis(100), ofMillis(300))));
  }

  /** Of interest are the answers: threads of the client switch where they wait. */
  private static Explorer explorer() {
    return Explorer.create().points(PointLevel.NONE);
  }

  /** It needs one latency that differs to show what nobody asked for any more. */
  @Test
  void carelessBoxShowsAnOldAnswer() {
    OutcomesError e =
        assertThrows(
            OutcomesError.class,
            () ->
                explorer()
                    .checkOutcomes(
                        Set.of("found text=b"),
                        typesTwice(SearchBox::careless, ofMillis(100), ofMillis(300))));
    assertEquals(true, e.getMessage().contains("not expected: found text=a"), e.getMessage());
  }

  /** Answers that are equally fast may still come in either order. */
  @Test
  void orderAloneIsEnough() {
    explorer()
        .checkOutcomes(
            Set.of("found text=a", "found text=b"), typesTwice(SearchBox::careless, ofMillis(100)));
  }

  /** The careful box shows the right answer in every schedule there is. */
  @Test
  void carefulBoxShowsTheLastAnswer() {
    explorer()
        .checkOutcomes(
            Set.of("found text=b"), typesTwice(SearchBox::careful, ofMillis(100), ofMillis(300)));
  }
}
