package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Herds of a rate and a time of loading. The requests come evenly: luck has no part in it. */
final class HerdSizes {
  private HerdSizes() {}

  /** Three herds, of which that of the empty cache is not counted. */
  static Phase phase(int perSecond, int deltaMs) {
    var knobs = Map.<String, Object>of("extra_ms", deltaMs, "ttl_ms", 2 * deltaMs, "db_pool", 50);
    return ExercisePhases.phase("herds of " + at(perSecond, deltaMs), Variant.NAIVE, knobs)
        .load(
            Load.get("api-1", Client.path("hot", Variant.NAIVE))
                .arriving(Arrivals.constant(perSecond))
                .lasting(Duration.ofMillis(10L * deltaMs)))
        .measures(
            run ->
                new Client(run.stage(), Variant.NAIVE)
                    .loads()
                    .map(loads -> List.of(mean(named(perSecond, deltaMs), loads, deltaMs))));
  }

  static String named(int perSecond, int deltaMs) {
    return "loads per expiry at " + at(perSecond, deltaMs);
  }

  /** Mean herd after the first; those loads belong to one that begin within two Δ. */
  static Measure mean(String name, LoadTimes loads, int deltaMs) {
    var herds = loads.herds(2.0 * deltaMs).stream().skip(1).toList();
    double mean = herds.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    return Measure.count(name, mean).from(herds.size());
  }

  private static String at(int perSecond, int deltaMs) {
    return "%d/s and %d ms".formatted(perSecond, deltaMs);
  }
}
