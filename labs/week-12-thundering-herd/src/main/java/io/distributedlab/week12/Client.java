package io.distributedlab.week12;

import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the experiment asks of the instances, outside any load. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Stage stage;
  private final Variant strategy;

  Client(Stage stage, Variant strategy) {
    this.stage = stage;
    this.strategy = strategy;
  }

  Future<Reply> get(String api, String id) {
    return stage.get(api, path(id, strategy));
  }

  static String path(String id, Variant strategy) {
    return "/product/" + id + "?strategy=" + Knob.wireName(strategy);
  }

  Future<Reply> price(String api, String id, long cents) {
    return stage.put(api, "/product/" + id, Map.of("price_cents", cents));
  }

  /** Empties the cache and the ledgers of loads. */
  Future<Void> forget() {
    return stage.send("api-1", Request.delete("/cache")).compose(cleared -> forgetLoads());
  }

  Future<Void> forgetLoads() {
    return all(api -> stage.send(api, Request.delete("/admin/loads")));
  }

  /** When the loads of all instances began, since they were forgotten. */
  Future<LoadTimes> loads() {
    return sum(api -> loads(stage, api))
        .map(each -> new LoadTimes(each.stream().flatMap(l -> l.startsMs().stream()).toList()));
  }

  /** When those of one instance began. */
  static Future<LoadTimes> loads(Stage stage, String api) {
    return stage
        .get(api, "/admin/loads")
        .map(
            reply ->
                new LoadTimes(
                    reply.array().stream()
                        .map(load -> ((JsonObject) load).getDouble("started_ms"))
                        .toList()));
  }

  Future<Void> faults(Map<String, ?> values) {
    return all(api -> stage.faults(api, values));
  }

  /** How much has come together at a fault point of all instances. */
  Future<Integer> waitingAt(String point) {
    return sum(api -> stage.waitingAt(api, point))
        .map(each -> each.stream().mapToInt(Integer::intValue).sum());
  }

  /** A metric of all instances together. */
  Future<Double> metric(String name, String... labels) {
    return sum(api -> stage.scrape(api).map(scrape -> scrape.sum(name, labels)))
        .map(each -> each.stream().mapToDouble(Double::doubleValue).sum());
  }

  /** Asks again until it holds, for six seconds at most. */
  Future<Void> until(Supplier<Future<Boolean>> holds) {
    return stage.becomesTrue(PATIENCE, holds).mapEmpty();
  }

  private static Future<Void> all(Function<String, Future<?>> work) {
    return Future.all(Owners.NAMES.stream().map(work).toList()).mapEmpty();
  }

  private static <T> Future<List<T>> sum(Function<String, Future<T>> ask) {
    return Future.all(Owners.NAMES.stream().map(ask).toList()).map(all -> all.<T>list());
  }
}
