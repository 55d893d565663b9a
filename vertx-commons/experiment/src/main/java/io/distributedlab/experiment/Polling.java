package io.distributedlab.experiment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again and again.
 *
 * @param every how long it waits between an answer and the next question
 * @param atMost when it takes what there is
 */
record Polling(Vertx vertx, Duration every, Duration atMost) {
  /** The first answer that is enough, or the first one after that time; fails with the question. */
  <T> Future<T> ask(Supplier<Future<T>> question, Predicate<T> enough) {
    return ask(System.nanoTime() + atMost.toNanos(), question, enough);
  }

  private <T> Future<T> ask(long deadlineNanos, Supplier<Future<T>> question, Predicate<T> enough) {
    return question
        .get()
        .compose(
            answer ->
                enough.test(answer) || System.nanoTime() > deadlineNanos
                    ? Future.succeededFuture(answer)
                    : vertx
                        .timer(every.toMillis())
                        .compose(waited -> ask(deadlineNanos, question, enough)));
  }
}
