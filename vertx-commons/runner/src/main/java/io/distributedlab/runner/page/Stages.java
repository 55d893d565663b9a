package io.distributedlab.runner.page;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What happens on other threads, told on an event loop. */
final class Stages {
  private Stages() {}

  /** The outcome of a stage; its failure without the wrapping of the stages before. */
  static <T> Future<T> toldOn(Context context, CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context)
        .recover(failure -> Future.failedFuture(unwrapped(failure)));
  }

  private static Throwable unwrapped(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
