package io.distributedlab.week51;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one service counts about deadlines. What is rare begins at 0, so that it has a rate before
 * its first time.
 */
final class DeadlineMeters {
  private final MeterRegistry meters;
  private final AtomicInteger visits;
  private final Counter missing;
  private final Counter clamped;
  private final Counter malformed;
  private final Counter calls;

  DeadlineMeters(MeterRegistry meters) {
    this.meters = meters;
    this.visits = meters.gauge("deadline.visits", new AtomicInteger());
    this.missing = meters.counter("deadline.missing");
    this.clamped = meters.counter("deadline.clamped");
    this.malformed = meters.counter("deadline.malformed");
    this.calls = meters.counter("deadline.calls");
  }

  /** A visit has begun. Visits for callers that have left are counted, requests in flight not. */
  void begun() {
    visits.incrementAndGet();
  }

  /**
   * A visit is over.
   *
   * @param outcome ok, arrival, queued, local, call, refused or cancelled
   */
  void ended(String outcome) {
    visits.decrementAndGet();
    meters.counter("deadline.outcome", "outcome", outcome).increment();
  }

  void received(double millis) {
    meters.summary("deadline.received").record(millis);
  }

  /** Time left as the visit enters a phase. */
  void remaining(Phase phase, double millis) {
    meters.summary("deadline.remaining", "phase", phase.wire()).record(Math.max(0, millis));
  }

  /** Local work that an early end has saved. */
  void skipped(double millis) {
    meters.counter("work.skipped.ms").increment(millis);
  }

  /** The next service is called. */
  void called() {
    calls.increment();
  }

  /** A request came without a deadline. */
  void missing() {
    missing.increment();
  }

  /** A request asked for more than the maximum. */
  void clamped() {
    clamped.increment();
  }

  /** A request had a deadline that cannot be read. */
  void malformed() {
    malformed.increment();
  }
}
