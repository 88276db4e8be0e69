package dev.heddle.http;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Answers some requests. Says how long the way to the server takes, and what can go wrong. Each
 * method changes this route for the exchanges that begin later, and returns it.
 *
 * <p>A route may leave its latency and its faults open. Then each exchange has a decision: a policy
 * picks, and a schedule replays it. In the default order the first latency is taken, and nothing
 * goes wrong.
 */
@API(status = Status.EXPERIMENTAL)
public final class Route {
  private static final Duration SLOW = Duration.ofMinutes(1);

  private final String name;
  private final @Nullable String host;
  private final Function<HttpRequest, @Nullable Map<String, String>> match;
  private final Handler handler;

  private List<Duration> latencies = List.of(Duration.ZERO);
  private List<Fault> faults = List.of(Fault.NONE);
  private Supplier<Fault> certain = () -> Fault.NONE;
  private Duration slowBody = SLOW;

  Route(
      String name,
      @Nullable String host,
      Function<HttpRequest, @Nullable Map<String, String>> match,
      Handler handler) {
    this.name = name;
    this.host = host;
    this.match = match;
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  /**
   * Sets how long the way to the server and back takes, in virtual time; the default is zero. Half
   * of it passes before the handler is called, and the rest after it has returned.
   *
   * @param others other latencies, from which a decision picks for each exchange
   * @throws IllegalArgumentException if one is negative
   */
  public Route latency(Duration usual, Duration... others) {
    List<Duration> all = new ArrayList<>();
    all.add(Durations.requireNotNegative("latency", usual));
    for (Duration other : others) {
      all.add(Durations.requireNotNegative("latency", other));
    }
    latencies = List.copyOf(all);
    return this;
  }

  /** Adds faults that may happen. A decision for each exchange picks one of them, or none. */
  public Route may(Fault... happen) {
    List<Fault> all = new ArrayList<>(faults);
    for (Fault fault : happen) {
      if (!all.contains(fault)) {
        all.add(fault);
      }
    }
    faults = List.copyOf(all);
    return this;
  }

  /**
   * Sets what goes wrong for certain. The supplier is asked when an exchange begins, on a managed
   * thread. If it answers {@link Fault#NONE}, a fault that {@linkplain #may may happen} can still
   * be picked.
   */
  public Route fault(Supplier<Fault> ofEachExchange) {
    certain = Objects.requireNonNull(ofEachExchange, "ofEachExchange");
    return this;
  }

  /**
   * Sets how long a {@linkplain Fault#SLOW_BODY slow body} pauses, in virtual time; the default is
   * a minute.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Route slowBody(Duration pause) {
    slowBody = Durations.requireNotNegative("pause", pause);
    return this;
  }

  /** What the request has in the named places of the URL; null if it is not for this route. */
  @Nullable Map<String, String> match(HttpRequest request) {
    return match.apply(request);
  }

  /** Picks a fault: a decision, if there is more than one option. */
  Fault pickFault(RandomGenerator random) {
    Fault fault = certain.get();
    return fault == Fault.NONE ? pick(faults, random) : fault;
  }

  /** Picks a latency: a decision, if there is more than one option. */
  Duration pickLatency(RandomGenerator random) {
    return pick(latencies, random);
  }

  private static <E> E pick(List<E> options, RandomGenerator random) {
    return options.get(random.nextInt(options.size()));
  }

  Duration slowBody() {
    return slowBody;
  }

  /** The name of the server, for its threads. */
  String server(HttpRequest request) {
    return host == null ? String.valueOf(request.uri().getHost()) : host;
  }

  Reply serve(Request request) throws Exception {
    Reply reply = handler.handle(request);
    if (reply == null) {
      throw new IllegalStateException(
          "The handler of route ["
              + name
              + "] returned null for "
              + request
              + ". Return a reply, such as Reply.of(204).");
    }
    return reply;
  }

  @Override
  public String toString() {
    return name;
  }
}
