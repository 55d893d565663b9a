package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;

/** A life without races: a value is loaded, served, expires, and is loaded again. */
final class LeaseLife {
  static final int PRODUCTS = 10;
  static final int TTL_MS = 300;
  static final String STORED = "values stored by the holder of the lease";
  static final String AGAIN = "values loaded again when they have expired";

  private final Client client;

  LeaseLife(Stage stage, Variant strategy) {
    this.client = new Client(stage, strategy);
  }

  Future<List<Measure>> measure() {
    return all("api-1")
        .compose(loaded -> all("api-2"))
        .compose(
            second ->
                Vertx.currentContext()
                    .owner()
                    .timer(TTL_MS)
                    .compose(expired -> all("api-3"))
                    .map(
                        third ->
                            List.of(
                                count(STORED, second, CacheStatus.HIT),
                                count(AGAIN, third, CacheStatus.FILLED))));
  }

  private Future<List<Reply>> all(String api) {
    return Future.all(
            IntStream.rangeClosed(1, PRODUCTS).mapToObj(i -> client.get(api, "p" + i)).toList())
        .map(all -> all.<Reply>list());
  }

  private static Measure count(String name, List<Reply> replies, CacheStatus status) {
    var wanted = Knob.wireName(status);
    return Measure.count(
            name,
            replies.stream()
                .filter(reply -> wanted.equals(reply.json().getString("cache_status")))
                .count())
        .from(PRODUCTS);
  }
}
