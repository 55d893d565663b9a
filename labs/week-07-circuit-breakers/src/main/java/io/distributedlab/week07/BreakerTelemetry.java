package io.distributedlab.week07;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;

/** Tells what the breakers of one policy do: to metrics, spans, the log and the other clients. */
final class BreakerTelemetry implements BreakerListener {
  private static final AttributeKey<String> TARGET = AttributeKey.stringKey("target");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
  private static final AttributeKey<Long> REMAINING = AttributeKey.longKey("remaining_ms");

  private static final String IGNORED = "lab07.ignored";
  private static final String PROBES = "lab07.probes";

  private final Service service;
  private final String policy;
  private final Duration slow;

  BreakerTelemetry(Service service, Variant variant) {
    this.service = service;
    this.policy = Knob.wireName(variant);
    this.slow = service.knobs().get(Week07Knobs.SLOW);
  }

  /** Counters of what is rare begin at 0, so that they have a rate before the first time. */
  static void begin(MeterRegistry meters) {
    for (var why : Ignored.values()) {
      meters.counter(IGNORED, "reason", Knob.wireName(why));
    }
    for (var outcome : Outcome.values()) {
      if (outcome.counts()) {
        meters.counter(PROBES, "result", Knob.wireName(outcome));
      }
    }
  }

  @Override
  public void admitted(Permit permit) {
    if (permit.probe()) {
      Span.current()
          .setAttribute("breaker.probe", true)
          .setAttribute("generation", permit.generation());
    }
  }

  @Override
  public void called(String target, Result result) {
    var shown =
        result.outcome() == Outcome.OK && result.slow(slow)
            ? "slow"
            : Knob.wireName(result.outcome());
    count("lab07.calls", "target", target, "policy", policy, "result", shown);
  }

  @Override
  public void refused(String target, State state, Duration remaining) {
    count("lab07.calls", "target", target, "policy", policy, "result", "rejected");
    Span.current()
        .addEvent(
            "breaker.rejected",
            Attributes.of(
                TARGET,
                target,
                STATE,
                Knob.wireName(state),
                REMAINING,
                Snapshot.ceilMs(remaining)));
  }

  @Override
  public void ignored(Ignored why) {
    count(IGNORED, "reason", Knob.wireName(why));
  }

  @Override
  public void probed(Outcome outcome) {
    count(PROBES, "result", Knob.wireName(outcome));
  }

  @Override
  public void moved(Transition move) {
    var from = Knob.wireName(move.from());
    var to = Knob.wireName(move.to());
    var reason = Knob.wireName(move.reason());
    count("lab07.transitions", "from", from, "to", to, "reason", reason);
    service
        .telemetry()
        .log()
        .info(
            "circuit of %s: %s to %s, %s".formatted(move.target(), from, to, reason),
            Log.with("target", move.target())
                .and("policy", policy)
                .and("from", from)
                .and("to", to)
                .and("reason", reason)
                .and("generation", move.generation())
                .and("window_calls", move.seen().calls())
                .and("failure_rate", move.seen().failureRate())
                .and("slow_rate", move.seen().slowRate())
                .and("open_ms", move.remaining().toMillis()));
    service.bus().publish(BreakerEvent.ADDRESS, event(move));
  }

  private BreakerEvent event(Transition move) {
    return new BreakerEvent(
        service.name(),
        move.target(),
        move.from(),
        move.to(),
        move.reason(),
        move.generation(),
        service.clock().now().toEpochMilli(),
        move.remaining().toMillis());
  }

  private void count(String counter, String... tags) {
    service.telemetry().meters().counter(counter, tags).increment();
  }
}
