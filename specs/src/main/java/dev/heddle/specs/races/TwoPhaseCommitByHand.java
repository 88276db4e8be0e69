package dev.heddle.specs.races;

/**
 * A coordinator waits until the first participant works on its answer, not until it has answered,
 * and commits the second.
 */
final class TwoPhaseCommitByHand implements Race {
  private enum State {
    IDLE,
    PREPARING,
    REFUSED,
    COMMITTED
  }

  private static final class Participant {
    private volatile State state = State.IDLE;

    void refuse() {
      state = State.PREPARING;
      state = State.REFUSED;
    }
  }

  private abstract static class Coordinator {
    final Participant first = new Participant();
    final Participant second = new Participant();

    abstract boolean waitsFor(State state);

    void commit() {
      State answer = first.state;
      while (waitsFor(answer)) {
        Thread.onSpinWait();
        answer = first.state;
      }
      if (answer != State.REFUSED) {
        second.state = State.COMMITTED;
      }
    }
  }

  private static final class Careless extends Coordinator {
    @Override
    boolean waitsFor(State state) {
      return state == State.IDLE;
    }
  }

  private static final class Patient extends Coordinator {
    @Override
    boolean waitsFor(State state) {
      return state == State.IDLE || state == State.PREPARING;
    }
  }

  @Override
  public String bug() {
    return "second participant asked before the first has answered";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Patient());
  }

  private static void run(Coordinator coordinator) throws Exception {
    Threads.runAll(coordinator.first::refuse, coordinator::commit);
    Check.that(
        coordinator.second.state != State.COMMITTED,
        "The second participant must not commit what the first has refused.");
  }
}
