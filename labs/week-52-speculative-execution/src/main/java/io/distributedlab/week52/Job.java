package io.distributedlab.week52;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a request in a backend: it waits for a slot, is in service for a given time, and
 * leaves. It ends exactly once, done or stopped, and gives back its slot or its place in the queue
 * at that moment.
 */
final class Job {
  /** Type of the problem that a copy gets whose twin has begun. */
  static final String CALLED_OFF = "called-off";

  /** Where a job was when it was stopped. */
  enum Phase {
    QUEUED,
    RUNNING
  }

  /**
   * How it went.
   *
   * @param queued time in the queue
   * @param served time in service
   * @param stopped where it was stopped; null when it is done
   */
  record End(Duration queued, Duration served, @Nullable Phase stopped) {
    boolean done() {
      return stopped == null;
    }
  }

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final Duration service;
  private final Supplier<Future<Void>> beginning;
  private final Promise<End> end = Promise.promise();
  private final long arrived;
  private long begun;
  private long timer = -1;
  private Slots.@Nullable Ticket ticket;
  private boolean inService;
  private boolean over;

  /**
   * @param service how long it is in service
   * @param beginning what happens when service begins; the job is not done before that is
   */
  Job(Vertx vertx, LongSupplier nanos, Duration service, Supplier<Future<Void>> beginning) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.service = service;
    this.beginning = beginning;
    this.arrived = nanos.getAsLong();
  }

  /**
   * Takes a slot or waits for one.
   *
   * @throws Problem overloaded (503) when there is no room to wait
   */
  Future<End> enter(Slots slots) {
    ticket = slots.enter(this::begin);
    if (over) {
      ticket.leave();
    }
    return end.future();
  }

  /** How it went, once it has ended. */
  Future<End> ended() {
    return end.future();
  }

  /** Ends it now, wherever it is. False when it has ended. */
  boolean stop() {
    return finish(inService ? Phase.RUNNING : Phase.QUEUED);
  }

  /** Ends it if it still waits. False when it runs or has ended. */
  boolean callOff() {
    return !inService && stop();
  }

  static Problem calledOff(String reason) {
    return Problem.of(409, CALLED_OFF, "the other copy of this request is at work: " + reason);
  }

  private void begin() {
    inService = true;
    begun = nanos.getAsLong();
    var ready = beginning.get();
    if (service.isZero()) {
      complete(ready);
    } else {
      timer = vertx.setTimer(Math.max(1, service.toMillis()), served -> complete(ready));
    }
  }

  private void complete(Future<Void> ready) {
    ready.onSuccess(begun -> finish(null)).onFailure(this::fail);
  }

  private boolean finish(@Nullable Phase stopped) {
    if (over) {
      return false;
    }
    long now = nanos.getAsLong();
    long since = inService ? begun : now;
    leave();
    end.complete(
        new End(Duration.ofNanos(since - arrived), Duration.ofNanos(now - since), stopped));
    return true;
  }

  private void fail(Throwable cause) {
    if (!over) {
      leave();
      end.fail(cause);
    }
  }

  private void leave() {
    over = true;
    vertx.cancelTimer(timer);
    if (ticket != null) {
      ticket.leave();
    }
  }
}
