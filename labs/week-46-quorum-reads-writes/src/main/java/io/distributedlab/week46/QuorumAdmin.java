package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobValues;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code /admin/quorum}, a view of the knobs, and {@code /replicas}, who answers how fast. */
final class QuorumAdmin {
  /**
   * One replica as this coordinator reaches it.
   *
   * @param keys that it holds, and hints that it keeps for others; -1 when it does not answer
   */
  record Health(String replica, boolean healthy, double latencyMs, int keys, int hints) {}

  /** All replicas, and what can be done with those that answer. */
  record Overview(List<Health> replicas, long healthy, boolean canRead, boolean canWrite) {}

  private static final List<Knob<?>> SHOWN =
      List.of(
          Week46Knobs.N,
          Week46Knobs.R,
          Week46Knobs.W,
          Week46Knobs.STRATEGY,
          Week46Knobs.CLOCK,
          Week46Knobs.REPLICA_TIMEOUT,
          Week46Knobs.LAG);

  private final Service service;
  private final Knobs knobs;
  private final Replicas replicas;

  QuorumAdmin(Service service, Replicas replicas) {
    this.service = service;
    this.knobs = service.knobs();
    this.replicas = replicas;
    gauge("n", Quorum::n);
    gauge("r", Quorum::r);
    gauge("w", Quorum::w);
    gauge("margin", Quorum::margin);
    service
        .telemetry()
        .meters()
        .gauge("quorum.stale.predicted", knobs, k -> Quorum.of(k.values()).staleProbability());
  }

  JsonObject quorum() {
    var values = knobs.values();
    var quorum = Quorum.of(values);
    var all = values.toJson();
    var json = new JsonObject();
    SHOWN.forEach(knob -> json.put(knob.name(), all.getValue(knob.name())));
    return json.put("formula", "R+W > N")
        .put("overlaps", quorum.overlaps())
        .put("margin", quorum.margin())
        .put("stale_probability", quorum.staleProbability());
  }

  /**
   * Changes some of the shown knobs on all services, all or nothing.
   *
   * @throws Problem unknown or invalid (422), no-overlap (409)
   */
  Future<JsonObject> change(JsonObject changes) {
    Problem.refuseUnknown(changes.fieldNames(), SHOWN.stream().map(Knob::name).toList());
    var next = after(changes);
    Week46Knobs.check(next.get(Week46Knobs.STRATEGY), Quorum.of(next));
    return knobs.change(changes).map(changed -> quorum());
  }

  Future<Overview> replicas() {
    var asked = Replicas.NAMES.stream().map(this::health).toList();
    return Future.join(asked).map(all -> overview(all.list(), Quorum.of(knobs.values())));
  }

  private KnobValues after(JsonObject changes) {
    return Week46Knobs.SCHEMA.change(knobs.values(), changes);
  }

  private Future<Health> health(String replica) {
    long started = service.clock().nanos();
    return replicas
        .status(replica)
        .map(status -> new Health(replica, true, since(started), status.keys(), status.hints()))
        .otherwise(failure -> new Health(replica, false, since(started), -1, -1));
  }

  private double since(long nanos) {
    return Answer.millis(Duration.ofNanos(service.clock().nanos() - nanos));
  }

  private static Overview overview(List<Health> all, Quorum quorum) {
    var healthy = all.stream().filter(Health::healthy).count();
    return new Overview(all, healthy, healthy >= quorum.r(), healthy >= quorum.w());
  }

  private void gauge(String param, ToDoubleFunction<Quorum> value) {
    service
        .telemetry()
        .meters()
        .gauge(
            "quorum.config",
            io.micrometer.core.instrument.Tags.of("param", param),
            knobs,
            k -> value.applyAsDouble(Quorum.of(k.values())));
  }
}
