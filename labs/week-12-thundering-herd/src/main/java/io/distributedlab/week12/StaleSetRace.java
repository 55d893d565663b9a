package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A load reads a row; then the row is changed and the cache invalidated; then the load goes on.
 * What does the next reader get?
 */
final class StaleSetRace {
  static final int RACES = 20;

  private static final String POINT = "point." + Loader.AFTER_READ;

  private final Client client;
  private final int predicted;
  private final long newPrice;

  /**
   * @param newPrice in cents; another one for each run, or there is no telling old from new
   */
  StaleSetRace(Stage stage, Variant strategy, int predicted, long newPrice) {
    this.client = new Client(stage, strategy);
    this.predicted = predicted;
    this.newPrice = newPrice;
  }

  Future<List<Measure>> measure(String name) {
    return client
        .forget()
        .compose(empty -> client.faults(Map.of(POINT, "pause")))
        .compose(closed -> race())
        .compose(over -> each(id -> client.get("api-3", id)))
        .map(
            replies ->
                List.of(
                    Measure.count(name + ", stale", replies.stream().filter(this::stale).count())
                        .predicted(predicted)
                        .from(RACES)));
  }

  private Future<?> race() {
    var loading = each(id -> client.get("api-1", id));
    return client
        .until(() -> client.waitingAt(Loader.AFTER_READ).map(n -> n == RACES))
        .compose(read -> each(id -> client.price("api-2", id, newPrice)))
        .compose(written -> client.faults(Map.of(POINT, "off")))
        .compose(released -> loading);
  }

  private boolean stale(Reply reply) {
    return reply.status() != 200 || reply.json().getLong("price_cents") != newPrice;
  }

  private static Future<List<Reply>> each(Function<String, Future<Reply>> ask) {
    return Future.all(IntStream.rangeClosed(1, RACES).mapToObj(i -> ask.apply("p" + i)).toList())
        .map(all -> all.<Reply>list());
  }
}
