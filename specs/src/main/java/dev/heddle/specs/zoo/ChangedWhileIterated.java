package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody subscribes while the subscribers are being told, one after the other. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class ChangedWhileIterated implements Specimen {
  private static final class Newsletter {
    private final List<String> subscribers;

    Newsletter(List<String> subscribers) {
      this.subscribers = subscribers;
      subscribers.add("Ada");
      subscribers.add("Ben");
    }

    void subscribe(String name) {
      subscribers.add(name);
    }

    int send() {
      int sent = 0;
      for (String subscriber : subscribers) {
        mail(subscriber);
        sent++;
      }
      return sent;
    }

    private static void mail(String subscriber) {
      if (!subscriber.isEmpty()) {
        Thread.yield(); // mailing takes a while
      }
    }
  }

  @Override
  public String bug() {
    return "list changed while it is iterated";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Newsletter(new ArrayList<>()));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Newsletter(new CopyOnWriteArrayList<>()));
  }

  private static void run(Newsletter newsletter) throws Exception {
    Together.run(
        newsletter::send,
        () -> {
          Thread.yield(); // comes a little later
          Thread.yield();
          newsletter.subscribe("Cleo");
        });
  }
}
