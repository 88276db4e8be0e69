package dev.heddle.specs.judge;

import java.io.IOException;

/** Says what a program does, as a line of JSON: CPython, or who stands for it. */
@FunctionalInterface
interface Referee {
  String result(String program) throws IOException;
}
