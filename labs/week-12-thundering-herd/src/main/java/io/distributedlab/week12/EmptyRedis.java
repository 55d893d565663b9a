package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Redis is killed and comes back with nothing; then a herd comes. Who waits, and for how much? */
final class EmptyRedis {
  static final int HERD = 100;
  static final String WAIT = "callers that wait for a load";
  static final String LOADS = "loads of the database";

  private static final String POINT = "point." + Loader.BEFORE_READ;
  private static final Set<String> AT_ONCE = Set.of("hit", "stale");

  private final Stage stage;
  private final Client client;

  EmptyRedis(Stage stage, Variant strategy) {
    this.stage = stage;
    this.client = new Client(stage, strategy);
  }

  Future<List<Measure>> measure() {
    return client
        .get("api-1", "hot")
        .compose(cached -> stage.kill("redis"))
        .compose(down -> subscribed(0))
        .compose(noticed -> stage.restart("redis"))
        .compose(up -> subscribed(Owners.NAMES.size()))
        .compose(back -> client.forgetLoads())
        .compose(counting -> client.faults(Map.of(POINT, "pause")))
        .compose(closed -> herd())
        .compose(
            replies ->
                client
                    .loads()
                    .map(
                        loads ->
                            List.of(
                                Measure.count(WAIT, waited(replies)).from(HERD),
                                Measure.count(LOADS, (long) loads.startsMs().size()))));
  }

  private Future<Void> subscribed(int instances) {
    return client.until(() -> client.metric("cache_subscribed").map(now -> now == instances));
  }

  private Future<List<Reply>> herd() {
    var requests =
        IntStream.range(0, HERD)
            .mapToObj(i -> client.get(Owners.NAMES.get(i % Owners.NAMES.size()), "hot"))
            .toList();
    return client
        .until(() -> client.metric("lab_inflight").map(there -> there >= HERD))
        .compose(there -> client.faults(Map.of(POINT, "off")))
        .compose(open -> Future.all(requests))
        .map(all -> all.<Reply>list());
  }

  private static long waited(List<Reply> replies) {
    return replies.stream()
        .filter(reply -> reply.status() == 200)
        .filter(reply -> !AT_ONCE.contains(reply.json().getString("cache_status")))
        .count();
  }
}
