package io.distributedlab.week45;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A number of orders, one after the other or all at once. One burst runs at a time. Belongs to one
 * event loop.
 */
final class Burst {
  /** Orders that are handed over at once, so that a burst cannot fill the outbox. */
  private static final int CHUNK = 500;

  private static final Knob<Integer> COUNT = Knob.integer("count", 1000, 1, 100_000, "orders");
  private static final Knob<Duration> DELAY =
      Knob.millis("delay_ms", 10, 0, 60_000, "between two orders; 0: none");
  private static final Set<String> FIELDS = Set.of(COUNT.name(), DELAY.name());

  /** How a burst went: orders per second from the first one to the last acknowledgement. */
  record Result(
      int requested,
      int accepted,
      int throttled,
      int failed,
      long elapsedMs,
      double ratePerSecond) {}

  private final Vertx vertx;
  private final IntFunction<Future<Publisher.Batch>> send;
  private boolean running;

  /**
   * @param send sends so many orders
   */
  Burst(Vertx vertx, IntFunction<Future<Publisher.Batch>> send) {
    this.vertx = vertx;
    this.send = send;
  }

  /**
   * Runs one: {@code {count, delay_ms}}, both optional.
   *
   * @throws Problem conflict (409) while one runs, unknown or invalid (422)
   */
  Future<Result> run(JsonObject wanted) {
    Problem.refuseUnknown(wanted.fieldNames(), FIELDS);
    var count = COUNT.parse(wanted.getValue(COUNT.name(), COUNT.initial()));
    var delay = DELAY.parse(wanted.getValue(DELAY.name(), DELAY.initial()));
    if (running) {
      throw Problem.conflict("a burst is running");
    }
    running = true;
    long started = System.nanoTime();
    return orders(count, delay)
        .map(batch -> result(batch, System.nanoTime() - started))
        .onComplete(over -> running = false);
  }

  /** Sends so many, with this pause after each; without one, in chunks. */
  Future<Publisher.Batch> orders(int count, Duration delay) {
    var row = new Row(count, delay);
    row.step();
    return row.over.future();
  }

  private static Result result(Publisher.Batch batch, long nanos) {
    return new Result(
        batch.requested(),
        batch.accepted(),
        batch.throttled(),
        batch.failed(),
        nanos / 1_000_000,
        Math.round(batch.accepted() * 1e10 / nanos) / 10.0);
  }

  /** Step by step, not by nested futures: a long row would be a deep nest. */
  private final class Row {
    private final Duration delay;
    private final Promise<Publisher.Batch> over = Promise.promise();
    private Publisher.Batch done = Publisher.Batch.NONE;
    private int left;

    Row(int count, Duration delay) {
      this.left = count;
      this.delay = delay;
    }

    void step() {
      var size = Math.min(left, delay.isZero() ? CHUNK : 1);
      if (size == 0) {
        over.complete(done);
        return;
      }
      left -= size;
      var sent = Future.succeededFuture(size).compose(send::apply);
      Future.all(sent, pause())
          .onSuccess(
              both -> {
                done = done.plus(sent.result());
                step();
              })
          .onFailure(over::tryFail);
    }

    private Future<?> pause() {
      return delay.isZero() || left == 0 ? Future.succeededFuture() : vertx.timer(delay.toMillis());
    }
  }
}
