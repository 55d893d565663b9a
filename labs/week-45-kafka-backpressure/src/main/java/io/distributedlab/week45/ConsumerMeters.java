package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** What the consumers of one service count and log. Safe for their poll threads. */
final class ConsumerMeters {
  private final Log log;
  private final Tags tags;
  private final MeterRegistry meters;
  private final List<Occupancy> occupancies = new CopyOnWriteArrayList<>();
  private final List<Backlog> backlogs = new CopyOnWriteArrayList<>();
  private final Occupancy.Peaks peaks = new Occupancy.Peaks();
  private final Map<Outcome, Timer> process = new EnumMap<>(Outcome.class);
  private final Counter goodput;
  private final Counter evictions;
  private volatile long lastProcessedMs;

  ConsumerMeters(Service service) {
    this.log = service.telemetry().log();
    this.meters = service.telemetry().meters();
    this.tags = Tags.of("consumer", service.name());
    for (var outcome : Outcome.values()) {
      process.put(outcome, meters.timer("kbp.process", "outcome", outcome.label()));
      meters.counter(outcome.counter(), tags);
    }
    this.goodput = meters.counter("kbp.goodput", tags);
    this.evictions = meters.counter("kbp.rebalances", tags.and("cause", "evicted"));
    meters.counter("kbp.rebalances", tags.and("cause", "assigned"));
    meters.counter("kbp.rebalances", tags.and("cause", "revoked"));
    gauge("kbp.inflight", Occupancy::inFlight);
    gauge("kbp.buffered", Occupancy::buffered);
    gauge("kbp.paused", occupancy -> occupancy.paused() ? 1 : 0);
    meters.gauge("kbp.inflight.peak", tags, peaks, Occupancy.Peaks::inFlight);
    meters.gauge("kbp.held.peak", tags, peaks, Occupancy.Peaks::held);
    meters.gauge(
        "kbp.commit.gap", tags, backlogs, all -> all.stream().mapToInt(Backlog::gap).sum());
  }

  /** A new consumer counts what it holds here, until {@link #close}. */
  Occupancy open() {
    var occupancy = new Occupancy(peaks);
    occupancies.add(occupancy);
    return occupancy;
  }

  void close(Occupancy occupancy) {
    occupancies.remove(occupancy);
  }

  /** The gap of this backlog is reported, until {@link #unwatch}. */
  void watch(Backlog backlog) {
    backlogs.add(backlog);
  }

  void unwatch(Backlog backlog) {
    backlogs.remove(backlog);
  }

  Occupancy.Peaks peaks() {
    return peaks;
  }

  int sum(ToIntFunction<Occupancy> part) {
    return occupancies.stream().mapToInt(part).sum();
  }

  /**
   * An order is over.
   *
   * @param fresh whether it was younger than its time to live when its processing began
   */
  void processed(Outcome outcome, long nanos, boolean fresh, long nowMs) {
    timer(outcome).record(nanos, TimeUnit.NANOSECONDS);
    meters.counter(outcome.counter(), tags).increment();
    if (outcome == Outcome.PROCESSED) {
      lastProcessedMs = nowMs;
      if (fresh) {
        goodput.increment();
      }
    }
  }

  void expired(long ageMs) {
    log.info("expired", Log.with("age", ageMs));
  }

  void committed(long nanos, boolean succeeded) {
    meters
        .timer("kbp.commit", "outcome", succeeded ? "committed" : "failed")
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void held(boolean paused, int buffered) {
    log.info(paused ? "paused" : "resumed", Log.with("buffered", buffered));
  }

  void assigned(int partitions) {
    meters.counter("kbp.rebalances", tags.and("cause", "assigned")).increment();
    log.info("assigned", Log.with("partitions", partitions));
  }

  void revoked(int partitions, int committed) {
    meters.counter("kbp.rebalances", tags.and("cause", "revoked")).increment();
    log.info("revoked", Log.with("partitions", partitions).and("committed", committed));
  }

  void evicted(int partitions) {
    evictions.increment();
    log.warn("evicted", Log.with("partitions", partitions));
  }

  /** A commit was refused because the partitions are somebody else's by now. */
  void refused(String why) {
    log.warn("commit refused", Log.with("why", why));
  }

  long processed() {
    return timer(Outcome.PROCESSED).count();
  }

  long evictions() {
    return (long) evictions.count();
  }

  /** Epoch ms; 0 before the first one. */
  long lastProcessedMs() {
    return lastProcessedMs;
  }

  private Timer timer(Outcome outcome) {
    return Objects.requireNonNull(process.get(outcome));
  }

  private void gauge(String name, ToIntFunction<Occupancy> part) {
    meters.gauge(name, tags, this, self -> self.sum(part));
  }
}
