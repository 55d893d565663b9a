package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The holder of a lock vanishes without a word; those who wait go on when the lock expires. */
final class HolderCrash {
  private static final int WAITERS = 30;
  private static final List<String> OTHERS = List.of("api-2", "api-3");

  private final Stage stage;
  private final Client client;

  HolderCrash(Stage stage, Variant strategy) {
    this.stage = stage;
    this.client = new Client(stage, strategy);
  }

  Future<List<Measure>> measure(String name) {
    return client
        .forget()
        .compose(empty -> stage.faults("api-1", Map.of("point." + Tools.HOLDER, "fail")))
        .compose(armed -> client.get("api-1", "hot"))
        .compose(gone -> waiters())
        .compose(waits -> client.loads().map(loads -> measures(name, waits, loads)));
  }

  private static List<Measure> measures(String name, List<Double> waits, LoadTimes loads) {
    double longest = waits.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return List.of(
        Measure.ms(name + ", longest wait", longest).from(WAITERS),
        Measure.count(name + ", loads", (long) loads.startsMs().size()).predicted(1));
  }

  private Future<List<Double>> waiters() {
    return Future.all(
            IntStream.range(0, WAITERS)
                .mapToObj(i -> timeOf(OTHERS.get(i % OTHERS.size())))
                .toList())
        .map(all -> all.<Double>list());
  }

  /** How long an answer took, in ms; for ever when it is none. */
  private Future<Double> timeOf(String api) {
    long started = System.nanoTime();
    return client
        .get(api, "hot")
        .map(
            reply ->
                reply.status() == 200
                    ? (System.nanoTime() - started) / 1e6
                    : Double.POSITIVE_INFINITY);
  }
}
