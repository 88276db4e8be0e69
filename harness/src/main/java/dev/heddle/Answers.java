package dev.heddle;

import dev.heddle.verdict.UnansweredError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Answers to what {@linkplain Loop#askOutside asks} outside of the loop, kept so that later runs
 * get the same ones: the first answer to a question, the second to the same question, and so on.
 *
 * <pre>{@code
 * Loop.builder().answers(Answers.in(Path.of("src/test/answers/rates.txt"))).run(...)
 * }</pre>
 *
 * <p>One object serves many runs, also at once. All threads may use it.
 */
@API(status = Status.EXPERIMENTAL)
public final class Answers {
  /** Null: they are not written. */
  private final @Nullable Path file;

  /** Whether a question without a known answer fails, and nobody is asked. */
  private final boolean closed;

  /** The answers to each question, in order, including those that are still being asked for. */
  private final Map<String, List<CompletableFuture<Answer>>> known = new LinkedHashMap<>();

  private Answers(@Nullable Path file, boolean closed) {
    this.file = file;
    this.closed = closed;
  }

  /**
   * Answers in a file. If the file does not exist, the runs that use this object ask, and write it:
   * a line of text for each answer. If it exists, they get the answers in it, ask nobody, and fail
   * with an {@link UnansweredError} where it has none. To ask anew, delete the file.
   *
   * @throws IllegalStateException if the file is damaged, or of a newer version
   * @throws UncheckedIOException if it cannot be read
   */
  public static Answers in(Path file) {
    if (!Files.exists(file)) {
      return new Answers(file, false);
    }
    Answers answers = new Answers(file, true);
    try {
      AnswerFile.read(
          file,
          (question, answer) ->
              answers.of(question).add(CompletableFuture.completedFuture(answer)));
    } catch (IOException e) {
      throw new UncheckedIOException("The answers in [" + file + "] cannot be read", e);
    }
    return answers;
  }

  /**
   * Answers that are kept in this object only, so that the runs of a search ask once and share
   * them.
   */
  public static Answers inMemory() {
    return new Answers(null, false);
  }

  /**
   * The answer to a question that a run asks for the {@code n}th time, from 0.
   *
   * @param ask asks; called on the calling thread unless the answer is known
   * @return the answer, which another run may still be asking for
   */
  CompletableFuture<Answer> get(String question, int n, Callable<Answer> ask) throws Exception {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    synchronized (this) {
      List<CompletableFuture<Answer>> answers = of(question);
      if (n < answers.size()) {
        return answers.get(n);
      }
      if (closed) {
        throw new UnansweredError(question, n, describe());
      }
      answers.add(mine);
    }
    try {
      Answer answer = ask.call();
      write(question, answer);
      mine.complete(answer);
      return mine;
    } catch (Throwable e) {
      forget(question, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized List<CompletableFuture<Answer>> of(String question) {
    return known.computeIfAbsent(question, q -> new ArrayList<>());
  }

  private synchronized void forget(String question, CompletableFuture<Answer> answer) {
    of(question).removeIf(one -> one == answer);
  }

  private synchronized void write(String question, Answer answer) throws IOException {
    if (file == null) {
      return;
    }
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, AnswerFile.HEAD + "\n");
    }
    Files.writeString(file, AnswerFile.write(question, answer) + "\n", StandardOpenOption.APPEND);
  }

  private synchronized String describe() {
    StringBuilder text = new StringBuilder();
    text.append(file == null ? "They have" : "[" + file + "] has");
    if (known.values().stream().allMatch(List::isEmpty)) {
      return text.append(" no answers").toString();
    }
    String separator = " ";
    for (Map.Entry<String, List<CompletableFuture<Answer>>> entry : known.entrySet()) {
      int count = entry.getValue().size();
      if (count > 0) {
        text.append(separator).append(count).append(count == 1 ? " answer" : " answers");
        text.append(" to [").append(entry.getKey()).append("]");
        separator = ", ";
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return describe();
  }
}
