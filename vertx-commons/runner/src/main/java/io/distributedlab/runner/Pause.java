package io.distributedlab.runner;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the time of one Vertx: blocks all its event loops until the end, at most a minute. The one
 * place where blocking an event loop is right, for it is the fault. Uses Vert.x' internal API to
 * find the loops.
 */
final class Pause {
  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Future<Void> begun;

  private Pause(Vertx vertx) {
    var standing = new ArrayList<CompletableFuture<Void>>();
    ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loop -> standing.add(hold(loop)));
    begun =
        Future.fromCompletionStage(
            CompletableFuture.allOf(standing.toArray(CompletableFuture<?>[]::new)));
  }

  static Pause of(Vertx vertx) {
    return new Pause(vertx);
  }

  /** Done when every loop stands; told on a loop, so a listener must not wait for the end. */
  Future<Void> begun() {
    return begun;
  }

  void end() {
    over.countDown();
  }

  private CompletableFuture<Void> hold(EventExecutor loop) {
    var stands = new CompletableFuture<Void>();
    loop.execute(
        () -> {
          stands.complete(null);
          waitForTheEnd();
        });
    return stands;
  }

  private void waitForTheEnd() {
    try {
      over.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
