package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.specs.verdicts.Outside.Foreign;
import dev.heddle.verdict.BlockedError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdict "blocked outside": who must get it, in which words, and who must not. */
class BlockedOutsideTest {
  @TempDir Path folder;

  // ---- must get it ------------------------------------------------------------------------------

  /**
   * The program is refused: at its line, in these words, each time anew, though other threads could
   * go on.
   */
  private static void refused(String words, Callable<?> program) {
    String first = refusal(program);
    assertTrue(
        first.matches("Task Task-1 " + words + " at Outside(\\.[\\w$]+|\\.java:\\d+), which is .*"),
        first);
    assertEquals(first, refusal(program));
  }

  private static String refusal(Callable<?> program) {
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                Loop.run(
                    loop -> {
                      loop.createTask(() -> Thread.sleep(1000));
                      return program.call();
                    }));
    assertTrue(
        List.of(error.getStackTrace()).toString().contains("specs.verdicts.Outside."),
        List.of(error.getStackTrace()).toString());
    return error.getMessage();
  }

  @Test
  void serverThatAccepts() {
    refused("accepts a connection", Outside::accepts);
    refused("accepts a connection", Outside::acceptsByChannel);
  }

  @Test
  void clientOfASilentServer() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()))) {
      refused("connects a socket", Outside.connects(server));
      refused("reads from a socket", Outside.reads(client));
      refused("reads from a socket", Outside.readsByChannel(channel));
    }
  }

  @Test
  void otherChannels() {
    refused("reads from a socket", Outside::receivesDatagram);
    refused("waits in a selector of channels", Outside::selects);
    refused("waits for a socket or pipe", Outside::readsEmptyPipe);
    refused("opens an asynchronous socket", Outside::opensAsynchronously);
  }

  /** The JVM's own launcher is a program that is there, and waits until it is told to end. */
  @Test
  void processes() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
    try {
      refused("starts a process", Outside::startsProcess);
      refused("waits for a process to end", Outside.waitsFor(process));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void outputOfAProcess() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "--list-modules").start();
    try {
      refused("reads the output of a process", Outside.readsOutputOf(process));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void standardInput() {
    refused("reads standard input", Outside::readsStandardInput);
  }

  @Test
  void threadThatTheLoopDoesNotRun() throws Exception {
    try (Foreign foreign = new Foreign("foreigner")) {
      refused("waits for thread foreigner to end", Outside.joins(foreign.thread));
      refused("waits for thread foreigner to end", Outside.joinsForAnHour(foreign.thread));
    }
  }

  @Test
  void lockThatAnotherThreadKeeps() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    try (Foreign foreign = Foreign.locking("foreigner", lock)) {
      assertTrue(foreign.thread.isAlive());
      refused("waits for a ReentrantLock that thread foreigner holds", Outside.locks(lock));
    }
  }

  @Test
  void monitorThatAnotherThreadKeeps() throws Exception {
    Object monitor = new Object();
    try (Foreign foreign = Foreign.entering("foreigner", monitor)) {
      assertTrue(foreign.thread.isAlive());
      refused(
          "waits to enter the monitor of Object that thread foreigner holds",
          Outside.enters(monitor));
    }
  }

  /** A class initialiser holds its thread on the carrier. Only the first run finds it running. */
  @Test
  void pinned() {
    String message = refusal(Outside::blocksInClassInitialiser);
    assertTrue(
        message.matches(
            "Task Task-1 blocks the loop's carrier in a frame that cannot be unmounted \\(the class"
                + " initialiser of dev\\.heddle\\.specs\\.verdicts\\.Outside\\$Blocks\\), at"
                + " Outside\\.java:\\d+\\. Nothing else could run meanwhile\\. .*"),
        message);
  }

  // ---- must not ---------------------------------------------------------------------------------

  /** The program passes, and nothing of it came from outside. */
  private static void passes(Object expected, Callable<?> program) {
    assertEquals(
        expected,
        Loop.<Object>run(
            loop -> {
              Object result = program.call();
              assertEquals(Optional.empty(), loop.waitedOutside());
              return result;
            }));
  }

  @Test
  void files() {
    passes("ttext", Outside.readsFile(folder));
  }

  @Test
  void standInsForInput() {
    passes(42, Outside::readsStandIn);
  }

  @Test
  void pipesInMemory() {
    passes(42, Outside::pipesBetweenThreads);
  }

  @Test
  void threadThatHasEnded() throws Exception {
    Foreign foreign = new Foreign("foreigner");
    foreign.close();
    passes("joined", Outside.joinsOnceItHasEnded(foreign.thread));
  }

  @Test
  void lockThatWasFreed() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Foreign.locking("foreigner", lock).close();
    passes("locked", Outside.locks(lock));
    Object monitor = new Object();
    Foreign.entering("foreigner", monitor).close();
    passes("entered", Outside.enters(monitor));
  }

  @Test
  void classInitialiserThatDoesNotWait() {
    passes("initialised", Outside::runsInClassInitialiser);
  }

  @Test
  void logging() {
    passes(List.of("one", "two"), Outside::logs);
  }

  @Test
  void futures() throws Exception {
    passes("answered", Outside::completesItself);
    CompletableFuture<Object> answer = new CompletableFuture<>();
    Thread foreign = new Thread(() -> answer.complete("from outside"));
    foreign.start();
    foreign.join();
    passes("from outside", Outside.findsCompleted(answer));
  }

  /** Sockets that nobody waits for. */
  @Test
  void socketsWithoutWaiting() {
    passes(true, Outside::binds);
    passes(0, Outside::selectsNow);
  }
}
