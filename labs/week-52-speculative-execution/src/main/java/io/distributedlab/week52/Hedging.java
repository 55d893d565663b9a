package io.distributedlab.week52;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.service.time.Clock;
import io.distributedlab.week52.Hedged.Result;
import io.distributedlab.week52.HedgedRequest.Outcome;
import java.time.Duration;
import java.util.function.Supplier;

/** What all requests of the hedger share: backends, strategies, timers, totals, meters. */
final class Hedging {
  private final Service service;
  private final Backends backends;
  private final TokenBucket tokens;
  private final AdaptiveDelay delay;
  private final Strategies strategies;
  private final Statistics statistics = new Statistics();
  private final HedgeMeters meters;
  private final Timers timers;

  Hedging(Service service, Backends backends, TokenBucket tokens, Supplier<Strategy> yours) {
    this.service = service;
    this.backends = backends;
    this.tokens = tokens;
    this.delay =
        new AdaptiveDelay(
            () -> service.knobs().get(Week52Knobs.QUANTILE), () -> service.clock().nanos());
    this.strategies = new Strategies(service.knobs(), delay, tokens, yours);
    var registry = service.telemetry().meters();
    this.meters = new HedgeMeters(registry);
    this.timers = new Timers(service.vertx(), registry);
    registry.gauge("hedge.delay.ms", delay, d -> d.current().toNanos() / 1e6);
    registry.gauge("hedge.tokens", tokens, TokenBucket::level);
    registry.gauge("hedge.amplification", statistics, Statistics::amplification);
  }

  Strategy strategy(Variant variant) {
    return strategies.of(variant);
  }

  Backends backends() {
    return backends;
  }

  BackendSelector selector() {
    return backends.selector();
  }

  Timers timers() {
    return timers;
  }

  HedgeMeters meters() {
    return meters;
  }

  Clock clock() {
    return service.clock();
  }

  boolean cancelsLosers() {
    return service.knobs().get(Week52Knobs.CANCEL);
  }

  Statistics.Totals totals() {
    return statistics.totals();
  }

  /** As after the start: no totals, a full bucket, no known latencies. */
  void reset() {
    statistics.reset();
    tokens.refill();
    delay.forget();
    strategies.renewYours();
  }

  Hedged finished(Variant variant, Outcome outcome) {
    meters.request(variant, outcome.result(), outcome.latency());
    statistics.finished(outcome);
    if (outcome.hedges() > 0) {
      log(variant, outcome);
    }
    return new Hedged(
        outcome.order().requestId(),
        outcome.result().tag(),
        Hedged.tag(variant),
        outcome.backend(),
        Millis.of(outcome.latency()),
        outcome.hedges(),
        outcome.cancelled(),
        Millis.of(outcome.delay()),
        statistics.amplification());
  }

  void failed(Variant variant, Duration latency, Throwable failure) {
    if (!HedgedRequest.abandoned(failure)) {
      meters.request(variant, Result.FAILED, latency);
      statistics.failed();
    }
  }

  private void log(Variant variant, Outcome outcome) {
    var line =
        Log.with("strategy", Hedged.tag(variant))
            .and("result", outcome.result().tag())
            .and("winner", outcome.backend())
            .and("delay_ms", Millis.of(outcome.delay()))
            .and("latency_ms", Millis.of(outcome.latency()))
            .and("tokens", tokens.level());
    if (outcome.result() == Result.HEDGE_WON) {
      line.and("saved_estimate_ms", Millis.of(delay.expectedRest(outcome.latency())));
    }
    service.telemetry().log().info("request hedged", line);
  }
}
