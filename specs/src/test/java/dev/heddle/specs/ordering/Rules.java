package dev.heddle.specs.ordering;

import dev.heddle.schedule.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All ordering rules, each with its source and with a loop that breaks it and nothing else. */
final class Rules {
  private static final List<Rule> ALL = written();

  private final List<Rule> all = new ArrayList<>();

  private Rules() {}

  private static List<Rule> written() {
    Rules book = new Rules();
    StartRules.write(book);
    StepRules.write(book);
    AwaitRules.write(book);
    CancelRules.write(book);
    CallbackRules.write(book);
    RunRules.write(book);
    return Collections.unmodifiableList(book.all);
  }

  static List<Rule> all() {
    return ALL;
  }

  static Rule named(String name) {
    return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  void always(
      String name,
      String sentence,
      String source,
      Predicate<Run> holds,
      String broken,
      Supplier<World> world) {
    add(name, sentence, source, Check.of(holds), World::new, broken, world);
  }

  void documented(
      String name,
      String sentence,
      String source,
      Predicate<Run> holds,
      String broken,
      UnaryOperator<Policy> policy) {
    all.add(
        new Rule(
            name,
            sentence,
            source,
            false,
            Check.of(holds),
            World::new,
            broken,
            World::new,
            policy));
  }

  void add(
      String name,
      String sentence,
      String source,
      Check check,
      Supplier<World> intact,
      String broken,
      Supplier<World> world) {
    all.add(
        new Rule(
            name, sentence, source, true, check, intact, broken, world, UnaryOperator.identity()));
  }
}
