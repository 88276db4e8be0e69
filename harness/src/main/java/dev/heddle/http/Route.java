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
 * Who answers some requests, and how well the way there is. Each method changes this route, for the
 * exchanges that begin from then on, and returns it.
 *
 * <p>Where a route leaves something open, it is a decision for each exchange: a policy picks it, a
 * schedule replays it, and in the default order it is the first, so that the latency is the first
 * one and nothing goes wrong.
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
   * How long the way to the server and back takes, in virtual time; zero unless set. Half of it
   * passes before the handler is called, and the rest after it has returned.
   *
   * @param others what it may be instead, by a decision for each exchange
   * @throws IllegalArgumentException if one is negative
   */
  public Route latency(Duration usual, Duration... others) {
    List<Duration> all = new ArrayList<>();
    all.add(Times.checked("latency", usual));
    for (Duration other : others) {
      all.add(Times.checked("latency", other));
    }
    latencies = List.copyOf(all);
    return this;
  }

  /** What may go wrong, by a decision for each exchange: nothing, or one of these. They add up. */
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
   * What goes wrong for certain. It is asked when an exchange begins, on a managed thread; where it
   * answers {@link Fault#NONE}, one of those that {@linkplain #may may happen} can still be picked.
   */
  public Route fault(Supplier<Fault> ofEachExchange) {
    certain = Objects.requireNonNull(ofEachExchange, "ofEachExchange");
    return this;
  }

  /**
   * How long a {@linkplain Fault#SLOW_BODY slow body} pauses, in virtual time; a minute unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Route slowBody(Duration pause) {
    slowBody = Times.checked("pause", pause);
    return this;
  }

  /** What stands in the named places of its URL; null if the request is not for this route. */
  @Nullable Map<String, String> match(HttpRequest request) {
    return match.apply(request);
  }

  /** A decision, unless there is nothing to decide. */
  Fault pickFault(RandomGenerator random) {
    Fault fault = certain.get();
    return fault == Fault.NONE ? pick(faults, random) : fault;
  }

  /** A decision, unless there is nothing to decide. */
  Duration pickLatency(RandomGenerator random) {
    return pick(latencies, random);
  }

  private static <E> E pick(List<E> options, RandomGenerator random) {
    return options.get(random.nextInt(options.size()));
  }

  Duration slowBody() {
    return slowBody;
  }

  /** The server, for the name of its thread. */
  String server(HttpRequest request) {
    return host == null ? String.valueOf(request.uri().getHost()) : host;
  }

  Reply serve(Request request) throws Exception {
    Reply reply = handler.handle(request);
    if (reply == null) {
      throw new IllegalStateException(
          "The handler of route ["
              + name
              + "] has returned null for "
              + request
              + ": return a reply, such as Reply.of(204).");
    }
    return reply;
  }

  @Override
  public String toString() {
    return name;
  }
}
