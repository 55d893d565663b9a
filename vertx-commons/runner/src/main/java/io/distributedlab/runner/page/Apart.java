package io.distributedlab.runner.page;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Work on a Vertx of its own that can be broken off: a trial's clock must not wait for the page,
 * nor the page for a trial. The Vertx is made and closed on no event loop, for one that is made on
 * the loop of another shares it.
 */
final class Apart<T> {
  private static final long CLOSE_SECONDS = 10;

  private final Context home;
  private final Promise<T> outcome = Promise.promise();

  /**
   * @param home where outcomes are told
   */
  Apart(Context home) {
    this.home = home;
  }

  /**
   * Does the work and closes its Vertx. Fails with {@link BrokenOff} after {@link #breakOff}, also
   * when that was before.
   */
  Future<T> run(Function<Vertx, Future<T>> work) {
    if (outcome.future().isComplete()) {
      return outcome.future();
    }
    var own =
        CompletableFuture.supplyAsync(
            () -> Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)));
    Stages.toldOn(home, own.thenComposeAsync(vertx -> work.apply(vertx).toCompletionStage()))
        .onComplete(outcome::tryComplete, outcome::tryFail);
    return outcome
        .future()
        .eventually(() -> Stages.toldOn(home, own.thenComposeAsync(Apart::close)));
  }

  /** Ends the work where it is. */
  void breakOff() {
    outcome.tryFail(new BrokenOff());
  }

  private static CompletionStage<Void> close(Vertx vertx) {
    return vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Somebody did not want to wait for the outcome. */
  static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff() {
      super("cancelled", null, false, false);
    }
  }
}
