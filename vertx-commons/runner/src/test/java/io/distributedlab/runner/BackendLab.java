package io.distributedlab.runner;

import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.redis.client.Command;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** A lab whose one service uses a backend of each kind, and knows their names only. */
public class BackendLab implements Lab {
  static final int STORE = 5630;

  /** The same with a server that refuses its settings. */
  public static final class Broken extends BackendLab {
    @Override
    Redis cache() {
      return super.cache().set("no-such-setting", "1");
    }
  }

  Redis cache() {
    return Redis.named("cache").persistence(Redis.Persistence.ALWAYS);
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "backend-lab", "Backend Lab")
        .question("Is what was acknowledged still there?")
        .service("store", STORE, Store::new)
        .backend(cache())
        .backend(
            Postgres.named("postgres")
                .set("work_mem", "5MB")
                .roles("store")
                .script("backend-lab.sql"))
        .backend(Kafka.named("kafka").topic("orders", 6))
        .build();
  }

  private static final class Store extends VerticleBase {
    private final Service service;
    private final io.vertx.redis.client.Redis cache;
    private final Pool postgres;

    Store(Service service) {
      this.service = service;
      cache = io.vertx.redis.client.Redis.createClient(service.vertx(), service.backend("cache"));
      postgres =
          Pool.pool(
              service.vertx(),
              PgConnectOptions.fromUri(service.backend("postgres")),
              new PoolOptions());
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .post("/orders/:id", this::add)
          .get("/orders", request -> count())
          .get("/show/:setting", request -> show(request.param("setting")))
          .get("/config/:setting", request -> config(request.param("setting")))
          .get("/partitions", request -> partitions())
          .listen();
    }

    private Future<JsonObject> add(Request request) {
      var id = request.param("id");
      return postgres
          .preparedQuery("INSERT INTO orders VALUES ($1)")
          .execute(Tuple.of(Integer.valueOf(id)))
          .compose(
              stored ->
                  cache.send(io.vertx.redis.client.Request.cmd(Command.SET).arg(id).arg("there")))
          .map(new JsonObject());
    }

    private Future<JsonObject> count() {
      return cache
          .send(io.vertx.redis.client.Request.cmd(Command.DBSIZE))
          .compose(
              cached ->
                  postgres
                      .query("SELECT count(*) FROM orders")
                      .execute()
                      .map(
                          rows ->
                              new JsonObject()
                                  .put("cached", Integer.parseInt(String.valueOf(cached)))
                                  .put("stored", rows.iterator().next().getInteger(0))));
    }

    private Future<JsonObject> show(String setting) {
      return postgres
          .preparedQuery("SELECT current_setting($1), current_user::text")
          .execute(Tuple.of(setting))
          .map(
              rows ->
                  new JsonObject()
                      .put("value", rows.iterator().next().getString(0))
                      .put("user", rows.iterator().next().getString(1)));
    }

    private Future<JsonObject> config(String setting) {
      return cache
          .send(io.vertx.redis.client.Request.cmd(Command.CONFIG).arg("GET").arg(setting))
          .map(reply -> new JsonObject().put("value", String.valueOf(reply)));
    }

    private Future<JsonObject> partitions() {
      var options = Map.of("bootstrap.servers", service.backend("kafka"));
      return vertx
          .executeBlocking(() -> KafkaAdminClient.create(vertx, options))
          .compose(admin -> admin.describeTopics(List.of("orders")).eventually(() -> admin.close()))
          .map(topics -> topics.values().iterator().next().getPartitions().size())
          .map(partitions -> new JsonObject().put("partitions", partitions));
    }

    @Override
    public Future<?> stop() {
      return postgres.close().compose(closed -> cache.close());
    }
  }
}
