package dev.heddle.specs.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Shows what a server finds for the text that was typed last. */
public final class SearchBox {
  private final HttpClient client;
  private final boolean careful;
  private int typed;
  private volatile String shown = "";

  private SearchBox(HttpClient client, boolean careful) {
    this.client = client;
    this.careful = careful;
  }

  /** One that leaves an answer out if more was typed meanwhile. */
  public static SearchBox careful(HttpClient client) {
    return new SearchBox(client, true);
  }

  /** One that takes the last answer for the answer to the last request. */
  public static SearchBox careless(HttpClient client) {
    return new SearchBox(client, false);
  }

  /** Begins to search; the result is done when the answer was dealt with. */
  public CompletableFuture<Void> type(String text) {
    int mine = ++typed;
    URI uri = URI.create("https://search.example/find?text=" + text);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .thenAccept(
            found -> {
              if (!careful || mine == typed) {
                shown = found;
              }
            });
  }

  /** What is shown now. */
  public String shown() {
    return shown;
  }
}
