package io.distributedlab.backends;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits on the test's own thread, never on an event loop. */
final class Await {
  private static final int SECONDS = 30;

  private Await() {}

  static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  static Throwable failure(Future<?> future) throws Exception {
    try {
      result(future);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
    throw new AssertionError("The future succeeded");
  }
}
