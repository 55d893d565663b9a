package io.distributedlab.week12;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Herds of some rates and a time of loading, side by side: each rate at one instance, for a product
 * of its own. The requests come evenly: luck has no part in it.
 */
final class HerdSizes {
  private static final Variant STRATEGY = Variant.NAIVE;

  private static final int TTL_DELTAS = 2;

  /** Until the value has expired and its herd is over, also where loads take twice as long. */
  private static final int LENGTH_DELTAS = 6;

  private static final int WARMING = 40;

  private HerdSizes() {}

  static Phase phase(int deltaMs, int... rates) {
    var knobs =
        Map.<String, Object>of("extra_ms", deltaMs, "ttl_ms", TTL_DELTAS * deltaMs, "db_pool", 50);
    var phase =
        ExercisePhases.phase("loads of " + deltaMs + " ms", STRATEGY, knobs)
            .setting(new Act("warm", stage -> warm(stage, rates.length)));
    for (int i = 0; i < rates.length; i++) {
      int place = i;
      phase
          .load(
              Load.get(api(place), Client.path(product(place), STRATEGY))
                  .named(product(place))
                  .arriving(Arrivals.constant(rates[place]))
                  .lasting(Duration.ofMillis((long) LENGTH_DELTAS * deltaMs)))
          .measures(
              run ->
                  Client.loads(run.stage(), api(place))
                      .map(loads -> List.of(herd(rates[place], deltaMs, loads))));
    }
    return phase;
  }

  static String named(int perSecond, int deltaMs) {
    return "loads per expiry at %d/s and %d ms".formatted(perSecond, deltaMs);
  }

  private static Measure herd(int perSecond, int deltaMs, LoadTimes loads) {
    var herds = loads.herds((double) TTL_DELTAS * deltaMs);
    double first = herds.isEmpty() ? Double.NaN : herds.getFirst();
    return Measure.count(named(perSecond, deltaMs), first);
  }

  /**
   * Connections, and code that has run before: without them the first loads take longer. And values
   * in the cache, to expire.
   */
  private static Future<Void> warm(Stage stage, int places) {
    return burst(stage, places)
        .compose(connected -> burst(stage, places))
        .compose(warm -> new Client(stage, STRATEGY).forgetLoads());
  }

  private static Future<?> burst(Stage stage, int places) {
    var client = new Client(stage, STRATEGY);
    return client
        .forget()
        .compose(
            empty ->
                Future.all(
                    IntStream.range(0, WARMING * places)
                        .mapToObj(i -> client.get(api(i % places), product(i % places)))
                        .toList()));
  }

  private static String api(int place) {
    return Owners.NAMES.get(place);
  }

  private static String product(int place) {
    return "p" + (place + 1);
  }
}
