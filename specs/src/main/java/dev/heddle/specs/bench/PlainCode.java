package dev.heddle.specs.bench;

import java.util.Random;

/** Code as programs have it, with many accesses to fields and arrays: what points may slow down. */
final class PlainCode {
  private static final int SIZE = 1_000;

  private final int[] numbers = new Random(1).ints(SIZE, 0, 1 << 20).toArray();

  private final String expression = "(1+2*(3+4)*5+6)*7+".repeat(50) + "8";

  // ---- a hash map -------------------------------------------------------------------------

  /** A map of numbers by open addressing. */
  private static final class NumberMap {
    private int[] keys = new int[16];
    private int[] values = new int[16];
    private boolean[] taken = new boolean[16];
    private int size;

    void put(int key, int value) {
      if (size * 2 >= keys.length) {
        grow();
      }
      int slot = slot(key);
      if (!taken[slot]) {
        taken[slot] = true;
        keys[slot] = key;
        size++;
      }
      values[slot] = value;
    }

    int get(int key) {
      int slot = slot(key);
      return taken[slot] ? values[slot] : 0;
    }

    private int slot(int key) {
      int slot = key * 0x9E3779B9 & keys.length - 1;
      while (taken[slot] && keys[slot] != key) {
        slot = slot + 1 & keys.length - 1;
      }
      return slot;
    }

    private void grow() {
      NumberMap larger = new NumberMap();
      larger.keys = new int[keys.length * 2];
      larger.values = new int[keys.length * 2];
      larger.taken = new boolean[keys.length * 2];
      for (int i = 0; i < keys.length; i++) {
        if (taken[i]) {
          larger.put(keys[i], values[i]);
        }
      }
      keys = larger.keys;
      values = larger.values;
      taken = larger.taken;
    }
  }

  /** Puts numbers into a map, and gets them. */
  int map() {
    NumberMap map = new NumberMap();
    for (int number : numbers) {
      map.put(number, number);
    }
    int sum = 0;
    for (int number : numbers) {
      sum += map.get(number);
    }
    return sum;
  }

  // ---- a parser ---------------------------------------------------------------------------

  /** Evaluates sums of products, with brackets. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    int sum() {
      int value = product();
      while (at < text.length() && text.charAt(at) == '+') {
        at++;
        value += product();
      }
      return value;
    }

    private int product() {
      int value = factor();
      while (at < text.length() && text.charAt(at) == '*') {
        at++;
        value *= factor();
      }
      return value;
    }

    private int factor() {
      if (text.charAt(at) != '(') {
        return text.charAt(at++) - '0';
      }
      at++;
      int value = sum();
      at++;
      return value;
    }
  }

  /** Evaluates an expression. */
  int parser() {
    return new Parser(expression).sum();
  }

  // ---- a sort -----------------------------------------------------------------------------

  /** Sorts numbers by a heap. */
  int sort() {
    int[] heap = numbers.clone();
    for (int i = heap.length / 2; i >= 0; i--) {
      sink(heap, i, heap.length);
    }
    for (int end = heap.length - 1; end > 0; end--) {
      swap(heap, 0, end);
      sink(heap, 0, end);
    }
    return heap[SIZE / 2];
  }

  private static void sink(int[] heap, int from, int size) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[at] >= heap[child]) {
        return;
      }
      swap(heap, at, child);
      at = child;
    }
  }

  private static void swap(int[] heap, int one, int other) {
    int value = heap[one];
    heap[one] = heap[other];
    heap[other] = value;
  }
}
