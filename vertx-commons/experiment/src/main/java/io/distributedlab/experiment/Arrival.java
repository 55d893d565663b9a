package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the console has what services have told until now. In one process it has it at once;
 * what goes through a collector is there when nothing more has come for as long as a span may be on
 * its way. Belongs to one context.
 */
final class Arrival {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Where somebody else keeps the services busy it is never quiet. */
  private static final Duration MOST = Duration.ofSeconds(10);

  private final Vertx vertx;
  private @Nullable Future<Void> waiting;

  Arrival(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * All who wait share one wait.
   *
   * @param ask the console's {@code /admin/telemetry}
   */
  Future<Void> quiet(Supplier<Future<Reply>> ask) {
    var shared = waiting;
    if (shared != null) {
      return shared;
    }
    var quiet =
        new Polling(vertx, POLL, MOST)
            .ask(ask, new Silence()::isLongEnough)
            .onComplete(done -> waiting = null)
            .<Void>mapEmpty();
    waiting = quiet.isComplete() ? null : quiet;
    return quiet;
  }

  /** For how long nothing more has come. */
  private static final class Silence {
    private long received = -1;
    private long since;

    boolean isLongEnough(Reply reply) {
      var told = reply.json();
      long now = System.nanoTime();
      long all = told.getLong("received", 0L);
      since = all == received ? since : now;
      received = all;
      return now - since >= Duration.ofMillis(told.getLong("delay_ms", 0L)).toNanos();
    }
  }
}
