package io.distributedlab.experiment.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;

/**
 * Puts a {@link Load} on a service and reports every request. Latency counts from the intended send
 * time, so a stalled generator or service cannot hide it. A run is bounded in time (schedule plus
 * the callers' patience) and in count ({@link Arrivals#MOST}).
 *
 * <p>Source: Tene, "How NOT to Measure Latency" (coordinated omission); Schroeder, Wierman and
 * Harchol-Balter, "Open Versus Closed: A Cautionary Tale".
 */
public final class LoadGenerator {
  private static final Duration LEAD = Duration.ofMillis(20);

  private final Vertx vertx;

  /**
   * @param vertx of the generator alone, so that it shares no event loop with what it measures
   */
  public LoadGenerator(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs now, without warm-up. */
  public Future<LoadResult> run(Load load, URI target, long seed) {
    return run(load, target, seed, Duration.ZERO, System.nanoTime() + LEAD.toNanos());
  }

  /**
   * @param warmUp traffic of the same kind before {@code zero}, sent but not reported
   * @param zero start of measuring on the clock of {@link System#nanoTime()}; several loads of one
   *     phase share it
   */
  public Future<LoadResult> run(Load load, URI target, long seed, Duration warmUp, long zero) {
    var plan = new Loop.Plan(load, target, seed, warmUp, zero);
    var loop = load.users() > 0 ? new ClosedLoop(plan) : new OpenLoop(plan);
    return vertx
        .deployVerticle(loop)
        .compose(id -> loop.result().eventually(() -> vertx.undeploy(id)));
  }
}
