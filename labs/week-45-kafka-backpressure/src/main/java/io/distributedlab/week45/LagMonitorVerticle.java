package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.DRAIN_TARGET;
import static io.distributedlab.week45.Week45Knobs.LAG_POLL;
import static io.distributedlab.week45.Week45Knobs.RESPONSE;
import static io.distributedlab.week45.Week45Knobs.TOPIC;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches the group, tells everybody, and asks for more consumers when it is to. */
public final class LagMonitorVerticle extends VerticleBase {
  /** Where reports are published. */
  static final String REPORTS = "kbp.lag";

  private static final List<String> CONSUMERS = List.of("consumer-1", "consumer-2", "consumer-3");
  private static final List<String> SIDE_TOPICS = List.of(Topic.DEAD_LETTERS, Topic.EXPIRED);
  private static final int KEPT = 100;
  private static final Knob<Integer> HISTORY = Knob.integer("limit", 20, 1, KEPT, "reports");
  private static final Knob<Integer> ALERTS = Knob.integer("limit", 10, 1, 50, "alerts");

  private final Service service;
  private final LagMeters meters;
  private final LagEstimator estimator = new LagEstimator();
  private final Autoscaler autoscaler = new Autoscaler();
  private final Alerts alerts = new Alerts();
  private final Deque<LagReport> history = new ArrayDeque<>();
  private final Map<String, Long> skipped = new HashMap<>();
  private @Nullable OffsetReader reader;
  private @Nullable Throwable trouble;
  private int skips;

  LagMonitorVerticle(Service service) {
    this.service = service;
    this.meters = new LagMeters(service.telemetry().meters());
  }

  @Override
  public Future<?> start() {
    return OffsetReader.open(service, context).compose(this::serve);
  }

  @Override
  public Future<?> stop() {
    return reader == null ? Future.succeededFuture() : reader.close(service);
  }

  private Future<HttpService> serve(OffsetReader opened) {
    reader = opened;
    watch(opened);
    return Switches.addTo(service)
        .get("/lag", request -> Future.succeededFuture(current()))
        .get(
            "/lag/history",
            request ->
                Future.succeededFuture(history.stream().limit(request.query(HISTORY)).toList()))
        .get("/alerts", request -> Future.succeededFuture(alerts.latest(request.query(ALERTS))))
        .delete("/alerts", request -> clearAlerts())
        .get("/status", request -> Future.succeededFuture(status(current())))
        .get("/recommendations", request -> Future.succeededFuture(Recommendation.of(current())))
        .houseRoute(GET, "/side-topics", request -> sideTopics(opened))
        .houseRoute(DELETE, "/backlog", request -> skip(opened))
        .listen();
  }

  private void watch(OffsetReader from) {
    int begun = skips;
    from.read(service.knobs().get(TOPIC))
        .onSuccess(snapshot -> report(snapshot, begun))
        .onFailure(this::unavailable)
        .transform(read -> service.vertx().timer(service.knobs().get(LAG_POLL).toMillis()))
        .onSuccess(waited -> watch(from));
  }

  /** What was read before a backlog was skipped would look like work done since. */
  private void report(OffsetReader.Snapshot snapshot, int begun) {
    trouble = null;
    if (begun != skips) {
      return;
    }
    var report =
        estimator.report(
            service.knobs().get(TOPIC),
            snapshot,
            service.clock().nanos() / 1e6,
            service.clock().now().toEpochMilli());
    history.addFirst(report);
    if (history.size() > KEPT) {
      history.removeLast();
    }
    meters.heard(report);
    alerts.heard(report);
    service.bus().publish(REPORTS, report);
    if (service.knobs().get(RESPONSE) == OverloadResponse.AUTOSCALE) {
      scale(report);
    }
  }

  private void unavailable(Throwable failure) {
    if (trouble == null) {
      service.telemetry().log().error("offsets cannot be read", failure);
    }
    trouble = failure;
  }

  private void scale(LagReport report) {
    int current = CONSUMERS.stream().mapToInt(this::instances).sum();
    autoscaler
        .decide(report, current, service.knobs().get(DRAIN_TARGET), service.clock().nanos() / 1e6)
        .ifPresent(
            wanted ->
                scaleTo(wanted)
                    .onFailure(failure -> service.telemetry().log().error("not scaled", failure)));
  }

  /** One service after the other: each change is one of all knobs. */
  private Future<Void> scaleTo(int wanted) {
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < CONSUMERS.size(); i++) {
      var consumer = CONSUMERS.get(i);
      var share = Autoscaler.share(wanted, i, CONSUMERS.size());
      if (share != instances(consumer)) {
        done =
            done.compose(
                    before ->
                        service
                            .bus()
                            .request(Scale.address(consumer), new Scale(share), Scale.class))
                .mapEmpty();
      }
    }
    return done;
  }

  private int instances(String consumer) {
    return service.knobs().get(Week45Knobs.instances(consumer));
  }

  /** The latest report; 503 with it when the broker cannot be asked any more. */
  private LagReport current() {
    var latest = history.peekFirst();
    if (trouble != null || latest == null) {
      var problem = Problem.of(503, "kafka-unavailable", "the broker cannot be asked");
      throw latest == null
          ? problem
          : problem
              .with("last_total", latest.total())
              .with("age_ms", service.clock().now().toEpochMilli() - latest.atMs());
    }
    return latest;
  }

  private static JsonObject status(LagReport report) {
    return new JsonObject()
        .put("status", report.status().name())
        .put("level", Alerts.Level.of(report.total()).name())
        .put("total", report.total())
        .put("lag_ms", report.lagMs())
        .put("members", report.members());
  }

  private Future<Void> clearAlerts() {
    alerts.clear();
    return Future.succeededFuture();
  }

  /** Records in the side topics since the backlog was skipped. */
  private Future<JsonObject> sideTopics(OffsetReader from) {
    return from.counts(SIDE_TOPICS)
        .map(
            counts -> {
              var json = new JsonObject();
              SIDE_TOPICS.forEach(
                  topic ->
                      json.put(
                          topic, counts.getOrDefault(topic, 0L) - skipped.getOrDefault(topic, 0L)));
              return json;
            });
  }

  private Future<Void> skip(OffsetReader from) {
    return from.skipBacklog()
        .compose(gone -> from.counts(SIDE_TOPICS))
        .map(
            counts -> {
              skipped.putAll(counts);
              skips++;
              estimator.forget();
              history.clear();
              return null;
            });
  }
}
