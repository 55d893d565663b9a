package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Many values are written together. How many loads begin together when they expire? */
final class Expiry {
  static final int PER_SECOND = 800;
  static final int TTL_MS = 1500;

  private static final int KEYS = 100;
  private static final int WINDOW_MS = 100;

  /** A load that begins a quarter of the window later is in most cases still in it. */
  static final Duration LATE_AFTER = Duration.ofMillis(WINDOW_MS / 4);

  private static final Variant STRATEGY = Variant.OWNER;
  private static final List<String> IDS =
      IntStream.rangeClosed(1, KEYS).mapToObj(i -> "p" + i).toList();

  private Expiry() {}

  /** Puts all of them into the cache at once, and forgets that they were loaded. */
  static Future<?> write(Stage stage) {
    return stage
        .post("api-1", "/cache/warm-up", Map.of("ids", IDS))
        .compose(written -> new Client(stage, STRATEGY).forgetLoads());
  }

  /** One of the keys, all equally likely. */
  static Request request(SplittableRandom random) {
    return Request.get(Client.path(IDS.get(random.nextInt(KEYS)), STRATEGY));
  }

  /**
   * @param jitter j of the TTLs
   */
  static Future<List<Measure>> measure(PhaseRun run, double jitter) {
    return new Client(run.stage(), STRATEGY)
        .loads()
        .map(
            loads ->
                List.of(
                    Measure.count(run.name() + ", peak loads", (long) loads.peak(WINDOW_MS))
                        .predicted(predicted(jitter))
                        .from(loads.startsMs().size())));
  }

  /**
   * Expected loads in the fullest 100 ms: without jitter 1 − e^(−λ·0.1) of the keys are asked for
   * again within 100 ms; with it, their expiries are spread evenly over 2jT.
   */
  static double predicted(double jitter) {
    return jitter == 0
        ? KEYS * -Math.expm1(-PER_SECOND / (double) KEYS * WINDOW_MS / 1000)
        : KEYS * WINDOW_MS / (2 * jitter * TTL_MS);
  }
}
