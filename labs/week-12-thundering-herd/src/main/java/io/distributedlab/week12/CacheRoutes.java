package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.week12.Messages.Invalidate;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changes products and takes them out of the cache, or puts many into it. */
final class CacheRoutes {
  private static final int MOST_IDS = 1000;
  private static final long MOST_CENTS = 100_000_000;

  /** A new price. */
  record Price(long priceCents) {}

  /** Products to be put into the cache together. */
  record WarmUp(List<String> ids) {}

  private final Tools tools;
  private final Service service;
  private final Catalogue catalogue;

  CacheRoutes(Tools tools, Catalogue catalogue) {
    this.tools = tools;
    this.service = tools.service();
    this.catalogue = catalogue;
  }

  void addTo(HttpService http) {
    http.put("/product/:id", this::price)
        .delete("/cache/:id", this::delete)
        .delete("/cache", request -> deleteAll())
        .post("/cache/warm-up", this::warmUp);
  }

  /** The row first, the cache then: the other way round an old value could come back between. */
  private Future<JsonObject> price(Request request) {
    var id = Keys.checked(request.param("id"));
    var cents = request.body(Price.class).priceCents();
    if (cents < 0 || cents > MOST_CENTS) {
      throw Problem.invalid("price_cents", cents, "a whole number from 0 to " + MOST_CENTS);
    }
    return catalogue
        .price(id, cents)
        .map(version -> version.orElseThrow(() -> Problem.notFound("there is no product " + id)))
        .compose(
            version ->
                invalidate(id, version)
                    .map(done -> true)
                    .recover(failure -> notInvalidated(id, failure))
                    .map(
                        done ->
                            new JsonObject()
                                .put("id", id)
                                .put("version", version)
                                .put("invalidated", done)));
  }

  private Future<JsonObject> delete(Request request) {
    var id = Keys.checked(request.param("id"));
    return invalidate(id, 0)
        .recover(CacheRoutes::unavailable)
        .map(done -> new JsonObject().put("id", id));
  }

  private Future<JsonObject> deleteAll() {
    service.bus().publish(Messages.INVALIDATE, new Invalidate(Messages.ALL, 0));
    return tools
        .cache()
        .clear()
        .recover(CacheRoutes::unavailable)
        .map(count -> new JsonObject().put("deleted", count));
  }

  /** Loads these products, then stores all of them at once, as a deployment would. */
  private Future<JsonObject> warmUp(Request request) {
    var ids = request.body(WarmUp.class).ids();
    if (ids.isEmpty() || ids.size() > MOST_IDS) {
      throw Problem.invalid("ids", ids.size() + " ids", "1 to " + MOST_IDS + " of them");
    }
    ids.forEach(Keys::checked);
    Map<String, Loaded> loaded = new LinkedHashMap<>();
    var strategy = service.knobs().get(Week12Knobs.STRATEGY);
    return Future.all(
            ids.stream()
                .map(
                    id ->
                        tools
                            .loader()
                            .load(id, strategy, Reason.WARM_UP)
                            .onSuccess(product -> loaded.put(id, product)))
                .toList())
        .compose(all -> storeAll(loaded).recover(CacheRoutes::unavailable))
        .map(stored -> new JsonObject().put("stored", loaded.size()));
  }

  /** All get their TTL at the same moment: a value that is sent later is kept so much shorter. */
  private Future<Void> storeAll(Map<String, Loaded> loaded) {
    var values = new LinkedHashMap<String, Cached>();
    loaded.forEach((id, product) -> values.put(id, tools.cache().fresh(product)));
    return Future.all(
            values.entrySet().stream()
                .map(one -> tools.cache().put(one.getKey(), one.getValue(), Duration.ZERO))
                .toList())
        .mapEmpty();
  }

  private Future<Void> invalidate(String id, long version) {
    service.bus().publish(Messages.INVALIDATE, new Invalidate(id, version));
    return tools.cache().invalidate(id);
  }

  private Future<Boolean> notInvalidated(String id, Throwable failure) {
    service.telemetry().log().warn("not invalidated", Log.with("key", id).and("reason", failure));
    return Future.succeededFuture(false);
  }

  private static <T> Future<T> unavailable(Throwable failure) {
    return Future.failedFuture(
        failure instanceof RedisDown
            ? Problem.peerFailed("redis", String.valueOf(failure.getMessage()))
            : failure);
  }
}
