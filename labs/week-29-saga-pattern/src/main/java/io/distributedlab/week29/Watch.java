package io.distributedlab.week29;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A customer who looks at the orders every 20 ms until nothing moves any more: all sagas have
 * ended, or those that have not have stopped for good.
 */
final class Watch {
  private static final List<String> PARTICIPANTS = List.of("inventory", "payment", "shipping");
  private static final long POLL_MS = 20;
  private static final long STILL_NANOS = 900_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Stage stage;
  private final Set<String> seenConfirmed = new TreeSet<>();
  private final long loadEnds;
  private long allThere;
  private JsonObject last = new JsonObject();
  private long lastMove;

  /**
   * @param load for how long orders come in
   */
  Watch(Stage stage, Duration load) {
    this.stage = stage;
    this.loadEnds = System.nanoTime() + load.plusMillis(300).toNanos();
    this.allThere = loadEnds;
  }

  /** Done when all is quiet, or when nothing has moved for 6 s: a slow machine gets its time. */
  Future<Void> untilQuiet() {
    return look()
        .compose(
            quiet ->
                quiet || System.nanoTime() > Math.max(allThere, lastMove) + PATIENCE.toNanos()
                    ? Future.succeededFuture()
                    : Vertx.currentContext().owner().timer(POLL_MS).compose(on -> untilQuiet()));
  }

  /** Orders that were read as confirmed before their saga had ended. */
  Set<String> seenConfirmed() {
    return seenConfirmed;
  }

  private Future<Boolean> look() {
    var confirmed = stage.get("order", "/orders?state=confirmed&open=true&limit=1000");
    var totals = stage.get("order", "/orders/totals");
    var open =
        stage.get("orchestrator", "/sagas/open").map(r -> r.json()).otherwise(new JsonObject());
    return Future.all(confirmed, totals, open)
        .compose(
            all -> {
              confirmed.result().array().stream()
                  .map(order -> ((JsonObject) order).getString("order_id"))
                  .forEach(seenConfirmed::add);
              return quiet(totals.result().json(), open.result());
            });
  }

  private Future<Boolean> quiet(JsonObject totals, JsonObject open) {
    if (open.isEmpty()) {
      somebodyIsAway();
    }
    var now =
        new JsonObject()
            .put("orders", totals.getLong("orders"))
            .put("closed", totals.getLong("closed"))
            .put("pending", totals.getLong("left") + totals.getLong("unsent"))
            .put("active", open.getLong("active", 1L));
    if (!now.equals(last)) {
      last = now;
      lastMove = System.nanoTime();
    }
    var ended = now.getLong("orders").equals(now.getLong("closed"));
    var idle = now.getLong("pending") + now.getLong("active") == 0;
    if (System.nanoTime() <= loadEnds || !idle) {
      return Future.succeededFuture(false);
    }
    var still = System.nanoTime() - Math.max(lastMove, allThere) > STILL_NANOS;
    return ended || !still ? Future.succeededFuture(ended) : nothingIsUnsent();
  }

  /** A saga that stands still has not stopped for good while a participant has events for it. */
  private Future<Boolean> nothingIsUnsent() {
    return Future.all(PARTICIPANTS.stream().map(one -> stage.get(one, "/health")).toList())
        .compose(there -> Future.all(PARTICIPANTS.stream().map(stage::scrape).toList()))
        .map(
            all ->
                all.<Scrape>list().stream().mapToDouble(one -> one.sum("outbox_pending")).sum()
                    == 0)
        .otherwise(
            away -> {
              somebodyIsAway();
              return false;
            });
  }

  private void somebodyIsAway() {
    allThere = Math.max(loadEnds, System.nanoTime());
  }
}
