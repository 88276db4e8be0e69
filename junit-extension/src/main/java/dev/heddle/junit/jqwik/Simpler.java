package dev.heddle.junit.jqwik;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.Tuple;

/**
 * A value made of a list, which shrinks by taking away chunks of the list anywhere, the largest
 * first, and then by making single elements simpler. jqwik's own lists are cut at their ends only.
 *
 * @param <E> the elements
 * @param <T> the value
 */
final class Simpler<E, T> implements Shrinkable<T> {
  /**
   * What there is to know of a kind of list.
   *
   * @param value makes the value
   * @param without the list without what is between two places, in some ways
   * @param simpler an element's simpler forms, the simplest first
   * @param weight how complicated an element is
   */
  record Kind<E, T>(
      Function<List<E>, T> value,
      Cut<E> without,
      Function<E, List<E>> simpler,
      ToLongFunction<E> weight) {}

  /** Takes something away from a list. */
  @FunctionalInterface
  interface Cut<E> {
    Stream<List<E>> cut(List<E> list, int from, int to);
  }

  /** How many values are drawn for one edge case. */
  private static final int DRAWN = 30;

  private final Kind<E, T> kind;

  private final List<E> elements;

  Simpler(Kind<E, T> kind, List<E> elements) {
    this.kind = kind;
    this.elements = List.copyOf(elements);
  }

  /** What is drawn, and sometimes its simplest value, which is the edge case. */
  static <T> Arbitrary<T> orEdgeCase(T simplest, Arbitrary<T> drawn) {
    return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(simplest)), Tuple.of(DRAWN, drawn));
  }

  @Override
  public T value() {
    return kind.value().apply(elements);
  }

  @Override
  public Stream<Shrinkable<T>> shrink() {
    return Stream.concat(chunks(), singles())
        .filter(list -> !list.equals(elements))
        .map(list -> new Simpler<>(kind, list));
  }

  private Stream<List<E>> chunks() {
    int length = elements.size();
    return Stream.iterate(length, size -> size > 0, size -> size / 2)
        .flatMap(
            size ->
                IntStream.iterate(length - size, from -> from > -size, from -> from - size)
                    .boxed()
                    .flatMap(from -> kind.without().cut(elements, Math.max(0, from), from + size)));
  }

  private Stream<List<E>> singles() {
    return IntStream.range(0, elements.size())
        .boxed()
        .flatMap(
            at ->
                kind.simpler().apply(elements.get(at)).stream()
                    .map(
                        simpler -> {
                          List<E> list = new ArrayList<>(elements);
                          list.set(at, simpler);
                          return list;
                        }));
  }

  @Override
  public ShrinkingDistance distance() {
    long weight = elements.stream().mapToLong(kind.weight()).sum();
    long complicated = elements.stream().filter(e -> kind.weight().applyAsLong(e) > 0).count();
    return ShrinkingDistance.of(complicated, weight, elements.size());
  }

  /** The list without what is between two places. */
  static <E> List<E> without(List<E> list, int from, int to) {
    List<E> rest = new ArrayList<>(list.subList(0, from));
    rest.addAll(list.subList(to, list.size()));
    return rest;
  }
}
