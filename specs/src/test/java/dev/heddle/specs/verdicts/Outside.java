package dev.heddle.specs.verdicts;

import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Small programs that know nothing of Heddle, most of which reach outside of the loop. */
final class Outside {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private Outside() {}

  // ---- programs that wait for the world ---------------------------------------------------------

  static Object accepts() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      return server.accept();
    }
  }

  static Callable<Object> connects(ServerSocket silent) {
    return () -> {
      try (Socket client = new Socket(HERE, silent.getLocalPort())) {
        return client.getInputStream().read();
      }
    };
  }

  static Callable<Object> reads(Socket silent) {
    return () -> silent.getInputStream().read();
  }

  static Object acceptsByChannel() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      return server.bind(new InetSocketAddress(HERE, 0)).accept();
    }
  }

  static Callable<Object> readsByChannel(SocketChannel silent) {
    return () -> silent.read(ByteBuffer.allocate(1));
  }

  static Object receivesDatagram() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
      socket.receive(new DatagramPacket(new byte[1], 1));
      return "received";
    }
  }

  static Object selects() throws IOException {
    try (Selector selector = Selector.open()) {
      return selector.select();
    }
  }

  static Object readsEmptyPipe() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      return source.read(ByteBuffer.allocate(1)) + " of " + sink;
    }
  }

  static Object opensAsynchronously() throws IOException {
    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
      return channel;
    }
  }

  static Object startsProcess() throws IOException, InterruptedException {
    return new ProcessBuilder("no-such-program").start().waitFor();
  }

  static Callable<Object> waitsFor(Process process) {
    return () -> process.waitFor();
  }

  static Callable<Object> readsOutputOf(Process process) {
    return () -> process.getInputStream().read();
  }

  /** Not closed: it is the JVM's. */
  static Object readsStandardInput() throws IOException {
    return new FileInputStream(FileDescriptor.in).read();
  }

  static Callable<Object> joins(Thread thread) {
    return () -> {
      thread.join();
      return "joined";
    };
  }

  static Callable<Object> joinsForAnHour(Thread thread) {
    return () -> {
      thread.join(3_600_000);
      return "joined";
    };
  }

  static Callable<Object> locks(ReentrantLock lock) {
    return () -> {
      lock.lock();
      lock.unlock();
      return "locked";
    };
  }

  static Callable<Object> enters(Object monitor) {
    return () -> {
      synchronized (monitor) {
        return "entered";
      }
    };
  }

  /** Blocks in its class initialiser. */
  private static final class Blocks {
    static final Object VALUE = block();

    private Blocks() {}

    private static Object block() {
      new Semaphore(0).acquireUninterruptibly();
      return "never";
    }
  }

  static Object blocksInClassInitialiser() {
    return Blocks.VALUE;
  }

  // ---- near misses ------------------------------------------------------------------------------

  static Callable<Object> readsFile(Path folder) {
    return () -> {
      Path file = Files.writeString(folder.resolve("file.txt"), "text");
      try (InputStream in = new FileInputStream(file.toFile())) {
        return (char) in.read() + Files.readString(file);
      }
    };
  }

  /** A stand-in for standard input. */
  static Object readsStandIn() throws IOException {
    try (InputStream in = new ByteArrayInputStream(new byte[] {42})) {
      return in.read();
    }
  }

  static Object pipesBetweenThreads() throws IOException, InterruptedException {
    PipedInputStream in = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(in);
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try (out) {
                Thread.sleep(1000);
                out.write(42);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    int read = in.read();
    writer.join();
    return read;
  }

  static Callable<Object> joinsOnceItHasEnded(Thread ended) {
    return joins(ended);
  }

  /** Runs in its class initialiser, and does not wait there. */
  private static final class DoesNotBlock {
    static final Object VALUE = free();

    private DoesNotBlock() {}

    private static Object free() {
      ReentrantLock lock = new ReentrantLock();
      lock.lock();
      lock.unlock();
      return "initialised";
    }
  }

  static Object runsInClassInitialiser() {
    return DoesNotBlock.VALUE;
  }

  static Object logs() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    Thread thread = Thread.startVirtualThread(() -> logger.info("one"));
    thread.join();
    logger.info("two");
    return lines;
  }

  static Object completesItself() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread.startVirtualThread(() -> answer.complete("answered"));
    return answer.get();
  }

  static Callable<Object> findsCompleted(CompletableFuture<Object> answer) {
    return answer::get;
  }

  static Object binds() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      return server.isBound();
    }
  }

  static Object selectsNow() throws IOException {
    try (Selector selector = Selector.open()) {
      return selector.selectNow();
    }
  }

  // ---- what stands outside ----------------------------------------------------------------------

  /** A thread that holds something until it is told to end. */
  static final class Foreign implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);

    final Thread thread;

    /** Holds nothing. */
    Foreign(String name) throws InterruptedException {
      this(name, held -> held.run());
    }

    static Foreign locking(String name, ReentrantLock lock) throws InterruptedException {
      return new Foreign(
          name,
          held -> {
            lock.lock();
            try {
              held.run();
            } finally {
              lock.unlock();
            }
          });
    }

    static Foreign entering(String name, Object monitor) throws InterruptedException {
      return new Foreign(
          name,
          held -> {
            synchronized (monitor) {
              held.run();
            }
          });
    }

    private Foreign(String name, java.util.function.Consumer<Runnable> hold)
        throws InterruptedException {
      CountDownLatch begun = new CountDownLatch(1);
      thread =
          new Thread(
              () ->
                  hold.accept(
                      () -> {
                        begun.countDown();
                        try {
                          end.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                      }),
              name);
      thread.start();
      begun.await();
    }

    /** Lets it free what it holds, and waits until it has. */
    @Override
    public void close() {
      end.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
