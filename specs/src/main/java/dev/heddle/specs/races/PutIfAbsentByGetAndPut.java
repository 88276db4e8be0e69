package dev.heddle.specs.races;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Two callers look for the session of one user, and each gets a session of its own. */
final class PutIfAbsentByGetAndPut implements Race {
  private static final class Session {
    final int number;

    Session(int number) {
      this.number = number;
    }
  }

  private abstract static class Sessions {
    final ConcurrentMap<String, Session> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    abstract Session of(String user);

    Session create() {
      return new Session(last.incrementAndGet());
    }
  }

  private static final class Careless extends Sessions {
    @Override
    Session of(String user) {
      Session session = byUser.get(user);
      if (session == null) {
        session = create();
        byUser.put(user, session);
      }
      return session;
    }
  }

  private static final class Absent extends Sessions {
    @Override
    Session of(String user) {
      Session created = create();
      Session present = byUser.putIfAbsent(user, created);
      return present == null ? created : present;
    }
  }

  @Override
  public String bug() {
    return "get, then put";
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
    run(new Absent());
  }

  private static void run(Sessions sessions) throws Exception {
    int[] numbers = new int[2];
    Threads.runAll(
        () -> numbers[0] = sessions.of("ann").number, () -> numbers[1] = sessions.of("ann").number);
    Check.that(numbers[0] == numbers[1], "One user must have one session, not two.");
  }
}
