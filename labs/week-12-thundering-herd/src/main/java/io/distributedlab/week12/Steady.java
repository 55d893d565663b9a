package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** One hot key under steady traffic: loads per expiry, latency, and who had to wait. */
final class Steady {
  static final int PER_SECOND = 200;
  static final int DELTA_MS = 150;

  /** Loads of one expiry begin within one Δ; of two expiries hardly ever within two. */
  private static final double SPREAD_MS = 2 * DELTA_MS;

  private static final Set<String> AT_ONCE = Set.of("hit", "stale");

  private final PhaseRun run;
  private final Variant strategy;

  Steady(PhaseRun run, Variant strategy) {
    this.run = run;
    this.strategy = strategy;
  }

  Future<List<Measure>> measure() {
    return new Client(run.stage(), strategy)
        .loads()
        .map(loads -> List.of(perExpiry(loads), p99(), waited()));
  }

  /** The first herd is that of the empty cache, and not counted. */
  private Measure perExpiry(LoadTimes loads) {
    var herds = loads.herds(SPREAD_MS).stream().skip(1).toList();
    double mean = herds.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    var measure = Measure.count(run.name() + ", loads per expiry", mean).from(herds.size());
    double predicted = predicted(strategy);
    return Double.isNaN(predicted) ? measure : measure.predicted(predicted);
  }

  private Measure p99() {
    return Measure.percentile(run.name() + ", p99", 99, samples());
  }

  private Measure waited() {
    long waited = samples().all().stream().filter(sample -> !atOnce(sample)).count();
    return Measure.count(run.name() + ", answers that waited", waited).from(samples().count());
  }

  private Samples samples() {
    var all = run.loads().stream().map(LoadResult::samples).toList();
    return new Samples(
        all.stream().flatMap(one -> one.all().stream()).toList(), all.getFirst().lengthNanos());
  }

  private static boolean atOnce(Sample sample) {
    var reply = sample.reply();
    return reply != null
        && reply.status() == 200
        && AT_ONCE.contains(reply.json().getString("cache_status"));
  }

  /** λΔ come while the first load runs; e^(1/β) with β = 1; one per instance; one. */
  private static double predicted(Variant strategy) {
    return switch (strategy) {
      case NAIVE -> PER_SECOND * DELTA_MS / 1000.0;
      case XFETCH -> XFetch.loadsPerCycle(1);
      case SINGLEFLIGHT -> Owners.NAMES.size();
      case XFETCH_SINGLEFLIGHT -> Double.NaN;
      default -> 1;
    };
  }
}
