package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.TimerHandle;
import java.time.Duration;

/** An answer arrives just before the timeout, and both want to complete the same future. */
final class TimeoutAgainstCompletion implements Specimen {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofMillis(900);

  private static final class Call {
    private final boolean careless;
    private final LoopFuture<String> reply;
    private final TimerHandle timer;

    Call(Loop loop, boolean careless) {
      this.careless = careless;
      reply = loop.createFuture();
      timer = loop.callLater(TIMEOUT, () -> complete("timed out"));
    }

    void answer(String text) {
      complete(text);
    }

    private void complete(String text) {
      if (careless || !reply.isDone()) {
        reply.setResult(text);
      }
    }

    String await() {
      String text = reply.await();
      timer.cancel();
      return text;
    }
  }

  @Override
  public String bug() {
    return "timeout against completion";
  }

  @Override
  public boolean earlyTimeouts() {
    return true;
  }

  @Override
  public void buggy(Loop loop) {
    run(loop, new Call(loop, true));
  }

  @Override
  public void mended(Loop loop) {
    run(loop, new Call(loop, false));
  }

  private static void run(Loop loop, Call call) {
    Task<Boolean> server =
        loop.createTask(
            () -> {
              Tasks.sleep(ANSWER);
              call.answer("42");
              return true;
            });
    call.await();
    server.await();
  }
}
