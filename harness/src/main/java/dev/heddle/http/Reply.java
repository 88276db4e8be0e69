package dev.heddle.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a server answers. Immutable: each method returns a new reply. */
@API(status = Status.EXPERIMENTAL)
public final class Reply {
  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final int status;
  private final Map<String, List<String>> headers;
  private final List<Piece> pieces;

  private Reply(int status, Map<String, List<String>> headers, List<Piece> pieces) {
    this.status = status;
    this.headers = headers;
    this.pieces = pieces;
  }

  /**
   * A reply without a body.
   *
   * @throws IllegalArgumentException if the status is not one from 200 to 599
   */
  public static Reply of(int status) {
    if (status < LEAST_STATUS || status > MOST_STATUS) {
      throw new IllegalArgumentException(
          "The status of a reply must be from 200 to 599, and is " + status + ".");
    }
    return new Reply(status, Map.of(), List.of());
  }

  /** A reply with a text in UTF-8 as its body. */
  public static Reply of(int status, String body) {
    return of(status).body(body.getBytes(UTF_8));
  }

  /** A reply with the status 200 and a text in UTF-8 as its body. */
  public static Reply text(String body) {
    return of(200, body);
  }

  /** Adds a header, and keeps those of the same name. */
  public Reply header(String name, String value) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    List<String> values = new ArrayList<>(all.getOrDefault(name, List.of()));
    values.add(value);
    all.put(name, values);
    return new Reply(status, all, pieces);
  }

  /** Replaces the body. */
  public Reply body(byte[] bytes) {
    return new Reply(status, headers, List.of(new Piece(Duration.ZERO, bytes.clone())));
  }

  /**
   * Adds a piece to the body, a text in UTF-8.
   *
   * @param pause the virtual time between the piece before and this one
   */
  public Reply then(Duration pause, String more) {
    List<Piece> all = new ArrayList<>(pieces);
    all.add(new Piece(Durations.requireNotNegative("pause", pause), more.getBytes(UTF_8)));
    return new Reply(status, headers, List.copyOf(all));
  }

  int status() {
    return status;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** Such a status never has a body. */
  boolean hasNoBody() {
    return status == NO_CONTENT || status == NOT_MODIFIED;
  }

  /** Unless it pauses, the server knows the size of the body when it answers. */
  HttpHeaders headers() {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    if (!hasNoBody() && !all.containsKey("Transfer-Encoding")) {
      if (pieces.stream().allMatch(piece -> piece.pause().isZero())) {
        all.putIfAbsent("Content-Length", List.of(String.valueOf(bytes().length)));
      } else if (!all.containsKey("Content-Length")) {
        all.put("Transfer-Encoding", List.of("chunked"));
      }
    }
    return HttpHeaders.of(all, (name, value) -> true);
  }

  /** Half of the body. */
  Reply firstHalf() {
    byte[] bytes = bytes();
    return body(Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** The same body in two halves with a pause between them. */
  Reply inHalves(Duration pause) {
    byte[] bytes = bytes();
    int half = bytes.length / 2;
    return new Reply(
        status,
        headers,
        List.of(
            new Piece(Duration.ZERO, Arrays.copyOf(bytes, half)),
            new Piece(pause, Arrays.copyOfRange(bytes, half, bytes.length))));
  }

  private byte[] bytes() {
    int size = 0;
    for (Piece piece : pieces) {
      size += piece.bytes.length;
    }
    byte[] all = new byte[size];
    int at = 0;
    for (Piece piece : pieces) {
      System.arraycopy(piece.bytes, 0, all, at, piece.bytes.length);
      at += piece.bytes.length;
    }
    return all;
  }

  /** Bytes that arrive at once. */
  static final class Piece {
    private final Duration pause;
    private final byte[] bytes;

    Piece(Duration pause, byte[] bytes) {
      this.pause = pause;
      this.bytes = bytes;
    }

    /** How long after the one before. */
    Duration pause() {
      return pause;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
