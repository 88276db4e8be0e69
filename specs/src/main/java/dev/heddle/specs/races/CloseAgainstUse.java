package dev.heddle.specs.races;

/** A channel is closed between the check that it is open and the call. */
final class CloseAgainstUse implements Race {
  private static final class Socket {
    private boolean closed;

    void write() {
      Check.that(!closed, "Nothing must be written to a closed socket.");
    }

    void close() {
      closed = true;
    }
  }

  private interface Channel {
    void send();

    void close();
  }

  private static final class Careless implements Channel {
    private final Socket socket = new Socket();
    private boolean open = true;

    @Override
    public void send() {
      if (open) {
        socket.write();
      }
    }

    @Override
    public void close() {
      open = false;
      socket.close();
    }
  }

  private static final class Locked implements Channel {
    private final Socket socket = new Socket();
    private boolean open = true;

    @Override
    public synchronized void send() {
      if (open) {
        socket.write();
      }
    }

    @Override
    public synchronized void close() {
      open = false;
      socket.close();
    }
  }

  @Override
  public String bug() {
    return "closed between the check and the call";
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

  private static void run(Channel channel) throws Exception {
    Threads.runAll(channel::send, channel::close);
  }
}
