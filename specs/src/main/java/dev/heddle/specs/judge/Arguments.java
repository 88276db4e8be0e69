package dev.heddle.specs.judge;

import dev.heddle.ReturnWhen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a statement, to be taken one after the other. */
final class Arguments {
  private final ProgramReader reader;
  private final Place place;
  private final List<Node> nodes;
  private int taken;

  Arguments(ProgramReader reader, Place place, List<Node> nodes) {
    this.reader = reader;
    this.place = place;
    this.nodes = nodes;
  }

  int count() {
    return nodes.size();
  }

  private Node next() {
    return nodes.get(taken++);
  }

  String name() {
    return next().string("a name");
  }

  /** A name, if there is one more argument. */
  @Nullable String optionalName() {
    return taken < nodes.size() ? name() : null;
  }

  String function() {
    return reader.function(next());
  }

  @Nullable Object value() {
    return next().scalar();
  }

  boolean flag() {
    return next().bool();
  }

  long times() {
    return next().count();
  }

  Duration ticks() {
    return Duration.ofSeconds(next().ticks(0));
  }

  /** A time, which may be negative; null for none. */
  @Nullable Duration ticksOrNull() {
    Node node = next();
    return node.isNull() ? null : Duration.ofSeconds(node.ticks(-Node.MOST_TICKS));
  }

  ReturnWhen waitFor() {
    Node node = next();
    String what = "\"FIRST\", \"EXC\" or \"ALL\"";
    return switch (node.string(what)) {
      case "FIRST" -> ReturnWhen.FIRST_COMPLETED;
      case "EXC" -> ReturnWhen.FIRST_EXCEPTION;
      case "ALL" -> ReturnWhen.ALL_COMPLETED;
      default -> throw node.isNot(what);
    };
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    next().array("an array of names").forEach(n -> names.add(n.string("a name")));
    return names;
  }

  Operand operand() {
    return operand(next());
  }

  List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    next().array("an array of operands").forEach(n -> operands.add(operand(n)));
    return operands;
  }

  private Operand operand(Node node) {
    if (node.value() instanceof String slot) {
      return new Operand(slot, false);
    }
    String what = "an operand: the name of a slot, or [\"call\", function]";
    List<Node> call = node.array(what);
    if (call.size() != 2 || !"call".equals(call.get(0).value())) {
      throw node.isNot(what);
    }
    return new Operand(reader.function(call.get(1)), true);
  }

  Block block() {
    return reader.block(next(), place.ofInnerBlock());
  }

  Block callbackBody() {
    return reader.block(next(), Place.CALLBACK);
  }

  /** What is run in any case after a block; null stands for nothing. */
  Block finalBlock() {
    Node node = next();
    return node.isNull() ? new Block(List.of()) : reader.block(node, place.ofFinal());
  }

  List<Try.Handler> handlers() {
    List<Try.Handler> handlers = new ArrayList<>();
    String what = "a handler: [kind, block]";
    for (Node node : next().array("an array of handlers")) {
      List<Node> parts = node.array(what);
      if (parts.size() != 2) {
        throw node.isNot(what);
      }
      handlers.add(
          new Try.Handler(kind(parts.get(0)), reader.block(parts.get(1), place.ofHandler())));
    }
    return handlers;
  }

  private static Kind kind(Node node) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(node.value())) {
        return kind;
      }
    }
    throw node.isNot("a kind of exceptions: Cancelled, Err, Timeout, Group, Exception or Base");
  }
}
