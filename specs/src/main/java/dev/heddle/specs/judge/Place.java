package dev.heddle.specs.judge;

/**
 * Where a block is, which decides what it may contain.
 *
 * @param inCallback in a callback of the loop, which cannot wait
 * @param inHandler in a handler, which may reraise
 * @param inFinal directly in a finally block, which may not return
 */
record Place(boolean inCallback, boolean inHandler, boolean inFinal) {
  static final Place FUNCTION = new Place(false, false, false);
  static final Place CALLBACK = new Place(true, false, false);

  Place ofInnerBlock() {
    return new Place(inCallback, inHandler, false);
  }

  Place ofHandler() {
    return new Place(inCallback, true, false);
  }

  Place ofFinal() {
    return new Place(inCallback, inHandler, true);
  }
}
