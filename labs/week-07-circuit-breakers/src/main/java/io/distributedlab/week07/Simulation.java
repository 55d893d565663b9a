package io.distributedlab.week07;

import io.distributedlab.service.time.VirtualClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Calls to one breaker in virtual time, one every 10 ms, each failing at once with probability p
 * whatever came before. A million calls take less than a second.
 */
final class Simulation {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Result OK = new Result(Outcome.OK, Duration.ZERO);
  private static final Result ERROR = new Result(Outcome.ERROR, Duration.ZERO);

  private Simulation() {}

  /**
   * How often a window over 10 s with ten calls at least opens in an hour, when two calls a minute
   * come and all of them fail.
   */
  static long rareOpenings() {
    var clock = new VirtualClock(Instant.EPOCH);
    var schema = Week07Knobs.SCHEMA;
    var knobs = schema.change(schema.initial(), new JsonObject().put("window.type", "time"));
    var openings = new AtomicLong();
    BreakerListener counting =
        new BreakerListener() {
          @Override
          public void moved(Transition move) {
            openings.addAndGet(move.to() == State.OPEN ? 1 : 0);
          }
        };
    var settings = BreakerSettings.of(knobs);
    var spec = new BreakerSpec("rare", settings, clock, new SplittableRandom(1), () -> 0, counting);
    var breaker = new WindowBreaker(spec);
    for (int call = 0; call < 120; call++) {
      breaker.tryAcquire().ifPresent(permit -> breaker.onResult(permit, ERROR));
      clock.advance(Duration.ofSeconds(30));
    }
    return openings.get();
  }

  /** How many calls until the breaker opens; {@code limit} + 1 when so many do not open it. */
  static int callsUntilOpen(
      Variant variant, BreakerSettings settings, double p, int limit, RandomGenerator random) {
    var clock = new VirtualClock(Instant.EPOCH);
    LongSupplier generations = () -> 0;
    var spec =
        new BreakerSpec("simulated", settings, clock, random, generations, BreakerListener.NONE);
    var breaker = BreakerFactory.standard(variant, spec);
    for (int call = 1; call <= limit; call++) {
      var permit = breaker.tryAcquire();
      if (permit.isEmpty()) {
        return call - 1;
      }
      breaker.onResult(permit.get(), random.nextDouble() < p ? ERROR : OK);
      clock.advance(STEP);
    }
    return breaker.snapshot().state() == State.OPEN ? limit : limit + 1;
  }
}
