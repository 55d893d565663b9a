package io.distributedlab.week07;

import io.distributedlab.service.time.VirtualClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A place to test one breaker: its time stands still, its randomness is seeded, it is listened to.
 */
final class Bench implements BreakerListener {
  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final List<Transition> transitions = new ArrayList<>();
  final List<Ignored> ignored = new ArrayList<>();
  final List<Outcome> probes = new ArrayList<>();
  private final BreakerSettings settings;
  private long generation;

  Bench(String knobs) {
    settings = settings(knobs);
  }

  static BreakerSettings settings(String knobs) {
    var schema = Week07Knobs.SCHEMA;
    return BreakerSettings.of(schema.change(schema.initial(), new JsonObject(knobs)));
  }

  BreakerSpec spec() {
    return new BreakerSpec(
        "backend-1", settings, clock, new SplittableRandom(7), () -> ++generation, this);
  }

  void pass(long ms) {
    clock.advance(Duration.ofMillis(ms));
  }

  /** Lets {@code count} calls through and ends each as told; those that are refused are skipped. */
  static void calls(Breaker breaker, int count, Outcome outcome) {
    for (int call = 0; call < count; call++) {
      breaker.tryAcquire().ifPresent(permit -> breaker.onResult(permit, quick(outcome)));
    }
  }

  static Result quick(Outcome outcome) {
    return new Result(outcome, Duration.ofMillis(1));
  }

  static Result taking(Outcome outcome, long ms) {
    return new Result(outcome, Duration.ofMillis(ms));
  }

  static State stateOf(Breaker breaker) {
    return breaker.snapshot().state();
  }

  @Override
  public void moved(Transition transition) {
    transitions.add(transition);
  }

  @Override
  public void ignored(Ignored why) {
    ignored.add(why);
  }

  @Override
  public void probed(Outcome outcome) {
    probes.add(outcome);
  }
}
