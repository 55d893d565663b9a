package io.distributedlab.service;

import io.vertx.core.Future;

/** Futures that outlive the event loop they come from. */
public final class Detached {
  private Detached() {}

  /** The same outcome, told on no event loop: that of a Vertx which closes tells nothing more. */
  public static <T> Future<T> from(Future<T> future) {
    return Future.fromCompletionStage(future.toCompletionStage());
  }
}
