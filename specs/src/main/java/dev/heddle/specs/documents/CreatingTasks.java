package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.Task;
import dev.heddle.http.Reply;
import dev.heddle.http.VirtualWeb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Document 1: a task against a plain call, and the states of a task. Its programs are for a
 * notebook, whose loop may be run inside itself; they print the same under a plain loop.
 */
final class CreatingTasks {
  private final PythonPrint out;
  private final LoopBuilder loops;

  private CreatingTasks(PythonPrint out, LoopBuilder loops) {
    this.out = out;
    this.loops = loops;
  }

  /** The programs under a loop as it is by default. */
  static CreatingTasks plain(PythonPrint out) {
    return new CreatingTasks(out, Loop.builder());
  }

  /** The programs under a loop that may be run inside itself. */
  static CreatingTasks nested(PythonPrint out) {
    return new CreatingTasks(out, Loop.builder().nested(true));
  }

  private @Nullable Void fetch(String source) {
    out.print("Starting " + source);
    sleep(ofSeconds(1));
    out.print("Done " + source);
    return null;
  }

  /** Plain calls run one after the other. */
  void s1aSequential() {
    loops.<@Nullable Void>run(
        loop -> {
          fetch("source_A");
          return fetch("source_B");
        });
  }

  /** Tasks run concurrently, whatever is awaited when. */
  void s1bConcurrent() {
    loops.<@Nullable Void>run(
        loop -> {
          Task<@Nullable Void> a = createTask(() -> fetch("source_A"));
          Task<@Nullable Void> b = createTask(() -> fetch("source_B"));
          a.await();
          return b.await();
        });
  }

  /** Results come from awaiting, in the order of the awaits, whichever answer was first. */
  void s1cTitles() {
    loops.<@Nullable Void>run(
        loop -> {
          HttpClient client = posts().newHttpClient();
          Task<String> first = createTask(() -> fetchTitle(client, 1));
          Task<String> second = createTask(() -> fetchTitle(client, 2));
          String firstTitle = first.await();
          String secondTitle = second.await();
          out.print("Post 1: " + firstTitle);
          out.print("Post 2: " + secondTitle);
          return null;
        });
  }

  private static String fetchTitle(HttpClient client, int id)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://jsonplaceholder.typicode.com/posts/" + id);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return JsonParser.parseString(response.body()).getAsJsonObject().get("title").getAsString();
  }

  /** The web service of the document, on this loop: the second post answers first. */
  private static VirtualWeb posts() {
    List<String> titles =
        List.of(
            "sunt aut facere repellat provident occaecati excepturi optio reprehenderit",
            "qui est esse");
    VirtualWeb web = VirtualWeb.create();
    for (int id = 1; id <= titles.size(); id++) {
      JsonObject post = new JsonObject();
      post.addProperty("id", id);
      post.addProperty("title", titles.get(id - 1));
      Reply reply = Reply.text(post.toString()).header("Content-Type", "application/json");
      web.route("GET", "https://jsonplaceholder.typicode.com/posts/" + id, request -> reply)
          .latency(ofMillis(250L * (titles.size() + 1 - id)));
    }
    return web;
  }

  /** A task says whether it is done, and gives its result to who awaits it. */
  void s1dTaskDone() {
    loops.<@Nullable Void>run(
        loop -> {
          Task<String> task =
              createTask(
                  () -> {
                    sleep(ofSeconds(1));
                    return "result";
                  });
          out.print(task.isDone());
          String result = task.await();
          out.print(task.isDone());
          out.print(result);
          return null;
        });
  }
}
