package dev.heddle.specs.races;

/** The flag says that the value is there before it is, and a reader finds none. */
final class LazyFieldInTwoParts implements Race {
  private interface Settings {
    int port();
  }

  private static final class Careless implements Settings {
    private boolean loaded;
    private int port;

    @Override
    public int port() {
      if (!loaded) {
        loaded = true;
        port = 8080;
      }
      return port;
    }
  }

  private static final class Locked implements Settings {
    private boolean loaded;
    private int port;

    @Override
    public synchronized int port() {
      if (!loaded) {
        port = 8080;
        loaded = true;
      }
      return port;
    }
  }

  @Override
  public String bug() {
    return "flag set before the value";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Locked());
  }

  private static void run(Settings settings) throws Exception {
    Threads.runAll(() -> check(settings), () -> check(settings));
  }

  private static void check(Settings settings) {
    Check.number("The port", 8080, settings.port());
  }
}
