package dev.heddle.specs.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads programs: the oracle's {@code check_program}, with messages. */
final class ProgramReader {
  private static final Map<String, Operation> OPERATIONS = operations();

  private final Map<String, Node> functions;

  private ProgramReader(Map<String, Node> functions) {
    this.functions = functions;
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> operations = new HashMap<>();
    BasicStatements.addTo(operations);
    TaskStatements.addTo(operations);
    FutureStatements.addTo(operations);
    WaitStatements.addTo(operations);
    CallbackStatements.addTo(operations);
    return operations;
  }

  /**
   * Reads the program that a line is.
   *
   * @throws BadInput if it is none, or one that is not for Java
   */
  static Program read(String line) {
    Node root = new Node(Json.read(line), Position.ROOT);
    Map<String, Node> keys = root.object("a program, which is an object");
    keys.values().removeIf(Node::isNull);
    Foreign.check(keys.get("objs"));
    Node functions = required(root, keys, "funcs");
    ProgramReader reader = new ProgramReader(functions.object("an object with the functions"));
    required(functions, reader.functions, Program.MAIN);
    return new Program(
        optional(keys.get("id"), Node::value),
        reader.blocks(),
        Boolean.TRUE.equals(optional(keys.get("eager"), Node::bool)),
        optional(keys.get("debug"), n -> n.ticks(1)),
        orZero(optional(keys.get("interrupts"), Node::count)));
  }

  private static Node required(Node object, Map<String, Node> keys, String key) {
    Node value = keys.get(key);
    if (value == null) {
      throw object.error("\"" + key + "\" is missing");
    }
    return value;
  }

  private static <T> @Nullable T optional(@Nullable Node node, Function<Node, @Nullable T> reader) {
    return node == null ? null : reader.apply(node);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private Map<String, Block> blocks() {
    Map<String, Block> blocks = new HashMap<>();
    functions.forEach((name, body) -> blocks.put(name, block(body, Place.FUNCTION)));
    return blocks;
  }

  /** The name of a function of this program. */
  String function(Node node) {
    String name = node.string("the name of a function");
    if (!functions.containsKey(name)) {
      throw node.isNot("the name of a function in \"funcs\"");
    }
    return name;
  }

  Block block(Node node, Place place) {
    List<Statement> statements = new ArrayList<>();
    for (Node statement : node.array("a block, which is an array of statements")) {
      statements.add(statement(statement, place));
    }
    return new Block(statements);
  }

  private Statement statement(Node node, Place place) {
    String what = "a statement: [name, argument, ...]";
    List<Node> parts = node.array(what);
    if (parts.isEmpty()) {
      throw node.isNot(what);
    }
    String name = parts.get(0).string("the name of a statement");
    Operation operation = OPERATIONS.get(name);
    if (operation == null) {
      String reason = Foreign.reason(name);
      throw node.error(
          reason == null ? "there is no statement \"" + name + "\"" : "\"" + name + "\"" + reason);
    }
    check(node, name, operation, place);
    Arguments arguments = new Arguments(this, place, parts.subList(1, parts.size()));
    if (arguments.count() < operation.least() || arguments.count() > operation.most()) {
      throw node.error(
          "\"" + name + "\" takes " + operation.arity() + ", not " + arguments.count());
    }
    return operation.reader().apply(arguments);
  }

  private static void check(Node node, String name, Operation operation, Place place) {
    if (place.inCallback() && !operation.inCallbacks()) {
      throw node.error("\"" + name + "\" in a callback, which is no task");
    }
    if (name.equals("reraise") && !place.inHandler()) {
      throw node.error("\"reraise\" outside of a handler, with nothing to raise again");
    }
    if (name.equals("return") && place.inFinal()) {
      throw node.error("\"return\" in a finally block, which would swallow the exception");
    }
  }
}
