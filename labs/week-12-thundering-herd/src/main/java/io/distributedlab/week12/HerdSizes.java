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

/** Herds of a rate and a time of loading. The requests come evenly: luck has no part in it. */
final class HerdSizes {
  private static final String API = "api-1";
  private static final String PRODUCT = "p1";

  /** The second herd has ended by then, also where a load takes half as long again as it should. */
  private static final int DELTAS = 8;

  private static final int HERDS = 2;
  private static final int WARMING = 30;

  private HerdSizes() {}

  /** That of the empty cache and that of the first expiry. */
  static Phase phase(int perSecond, int deltaMs) {
    var knobs = Map.<String, Object>of("extra_ms", deltaMs, "ttl_ms", 2 * deltaMs, "db_pool", 50);
    return ExercisePhases.phase("herds of " + at(perSecond, deltaMs), Variant.NAIVE, knobs)
        .setting(new Act("warm", HerdSizes::warm))
        .load(
            Load.get(API, Client.path(PRODUCT, Variant.NAIVE))
                .arriving(Arrivals.constant(perSecond))
                .lasting(Duration.ofMillis((long) DELTAS * deltaMs)))
        .measures(
            run ->
                new Client(run.stage(), Variant.NAIVE)
                    .loads()
                    .map(loads -> List.of(herd(perSecond, deltaMs, loads))));
  }

  static String named(int perSecond, int deltaMs) {
    return "loads per expiry at " + at(perSecond, deltaMs);
  }

  private static Measure herd(int perSecond, int deltaMs, LoadTimes loads) {
    var herds = loads.herds(2.0 * deltaMs).stream().limit(HERDS).toList();
    double mean = herds.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    return Measure.count(named(perSecond, deltaMs), mean).from(herds.size());
  }

  /** Connections, and code that has run before: without them the first load takes longer. */
  private static Future<Void> warm(Stage stage) {
    var client = new Client(stage, Variant.NAIVE);
    var requests = IntStream.range(0, WARMING).mapToObj(i -> client.get(API, PRODUCT));
    return Future.all(requests.toList()).compose(warm -> client.forget());
  }

  private static String at(int perSecond, int deltaMs) {
    return "%d/s and %d ms".formatted(perSecond, deltaMs);
  }
}
