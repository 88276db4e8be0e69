package dev.heddle.internal.hook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Makes for a loop what Kotlin's coroutines have once for the whole JVM. */
final class CoroutineCopy {
  /** It has at least so many threads for computations. */
  private static final int LEAST_THREADS = 2;

  private static final String EXECUTOR = "kotlinx.coroutines.DefaultExecutor";

  private CoroutineCopy() {}

  /** What is to be used in place of {@code shared}; itself if it is of a kind not known. */
  static Object of(Object shared, int processors) {
    Class<?> type = shared.getClass();
    try {
      return switch (type.getName()) {
        case "kotlinx.coroutines.scheduling.CoroutineScheduler" ->
            type.getConstructor(int.class, int.class, long.class, String.class)
                .newInstance(
                    threads(type.getField("corePoolSize").getInt(shared), processors),
                    type.getField("maxPoolSize").getInt(shared),
                    type.getField("idleWorkerKeepAliveNs").getLong(shared),
                    type.getField("schedulerName").get(shared));
        case EXECUTOR ->
            Class.forName("kotlinx.coroutines.ExecutorsKt", true, type.getClassLoader())
                .getMethod("from", ExecutorService.class)
                .invoke(null, new ScheduledThreadPoolExecutor(1, CoroutineCopy::newThread));
        default -> shared;
      };
    } catch (ReflectiveOperationException e) {
      return shared; // another version of it: then its threads go on from loop to loop
    }
  }

  /** Unless somebody has said how many, there is one for each processor. */
  private static int threads(int said, int processors) {
    int byDefault = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
    return said == byDefault ? Math.max(LEAST_THREADS, processors) : said;
  }

  private static Thread newThread(Runnable body) {
    Thread thread = new Thread(body, EXECUTOR);
    thread.setDaemon(true);
    return thread;
  }
}
