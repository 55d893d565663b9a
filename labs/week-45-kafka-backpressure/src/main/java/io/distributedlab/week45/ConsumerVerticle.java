package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.CONSUMER_MODE;
import static io.distributedlab.week45.Week45Knobs.PROCESSING;
import static io.vertx.core.http.HttpMethod.DELETE;

import io.distributedlab.service.Service;
import io.distributedlab.service.bus.BusRequest;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service that runs zero to four consumers of the group. */
public final class ConsumerVerticle extends VerticleBase {
  private static final Knob<Duration> SLOW =
      Knob.millis("time_ms", 2000, 1, 60_000, "service time of the sink");
  private static final Knob<Duration> FAST =
      Knob.millis("time_ms", 50, 1, 60_000, "service time of the sink");
  private static final Knob<Duration> RESTART =
      Knob.millis("restart_ms", 500, 1, 60_000, "until the consumers are back");

  private final Service service;
  private final Parts parts;
  private final ConsumerMeters meters;
  private final ConfigView config;
  private final ConfigView size;
  private @Nullable Instances instances;
  private @Nullable SideTopics aside;

  ConsumerVerticle(Service service, Parts parts) {
    this.service = service;
    this.parts = parts;
    this.meters = new ConsumerMeters(service);
    this.config =
        new ConfigView(
            service.knobs(),
            Map.of("processing_ms", PROCESSING, "paused", Week45Knobs.paused(service.name())));
    this.size = new ConfigView(service.knobs(), Map.of("n", Week45Knobs.instances(service.name())));
  }

  @Override
  public Future<?> start() {
    return Outbox.open(service, SideTopics.LINGER_MS).compose(this::serve);
  }

  @Override
  public Future<?> stop() {
    var left = instances == null ? Future.<Void>succeededFuture() : instances.stop();
    return left.eventually(() -> aside == null ? Future.succeededFuture() : aside.close());
  }

  private Future<?> serve(Outbox outbox) {
    var side = new SideTopics(service, outbox);
    var consumers = new Instances(service, context, side, meters, parts);
    aside = side;
    instances = consumers;
    service.knobs().onChange(() -> context.runOnContext(changed -> consumers.follow()));
    return service
        .bus()
        .serve(Scale.address(service.name()), Scale.class, this::scale)
        .compose(known -> consumers.follow())
        .compose(started -> routes(consumers).listen());
  }

  private HttpService routes(Instances consumers) {
    return Switches.addTo(service)
        .get("/stats", request -> Future.succeededFuture(stats(consumers)))
        .houseRoute(DELETE, "/stats", request -> forget())
        .get("/config", request -> config.read())
        .post("/config", config::change)
        .post("/pause", request -> set("paused", true))
        .post("/resume", request -> set("paused", false))
        .post("/slow", request -> set("processing_ms", request.query(SLOW).toMillis()))
        .post("/fast", request -> set("processing_ms", request.query(FAST).toMillis()))
        .get("/instances", request -> size.read())
        .put("/instances", size::change)
        .post("/crash", request -> crash(consumers, request));
  }

  private Future<JsonObject> set(String field, Object value) {
    var wire = value instanceof Long number ? (Object) Math.toIntExact(number) : value;
    return config.change(new JsonObject().put(field, wire));
  }

  private Future<Scale> scale(BusRequest<Scale> request) {
    return size.change(new JsonObject().put("n", request.message().instances()))
        .map(changed -> request.message());
  }

  /** Answers at once: what crashes is gone by then, what comes back comes back later. */
  private Future<JsonObject> crash(Instances consumers, Request request) {
    var crashed = consumers.count();
    consumers
        .crash(request.query(RESTART).toMillis())
        .onFailure(failure -> service.telemetry().log().error("no restart", failure));
    return Future.succeededFuture(new JsonObject().put("crashed", crashed));
  }

  private Future<Void> forget() {
    meters.peaks().forget();
    return Future.succeededFuture();
  }

  private JsonObject stats(Instances consumers) {
    var last = meters.lastProcessedMs();
    return new JsonObject()
        .put("consumer", service.name())
        .put("mode", Knob.wireName(service.knobs().get(CONSUMER_MODE)))
        .put("instances", consumers.count())
        .put("idle", consumers.idle())
        .put("partitions", new JsonArray(consumers.partitions()))
        .put("paused", service.knobs().get(Week45Knobs.paused(service.name())))
        .put("processed", meters.processed())
        .put("last_processed_at", last == 0 ? null : Instant.ofEpochMilli(last).toString())
        .put("in_flight", meters.sum(Occupancy::inFlight))
        .put("buffered", meters.sum(Occupancy::buffered))
        .put("peak_in_flight", meters.peaks().inFlight())
        .put("peak_held", meters.peaks().held())
        .put("evictions", meters.evictions());
  }
}
