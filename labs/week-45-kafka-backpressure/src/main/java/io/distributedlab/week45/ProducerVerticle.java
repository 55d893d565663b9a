package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.BATCH_SIZE;
import static io.distributedlab.week45.Week45Knobs.POISON_SHARE;
import static io.distributedlab.week45.Week45Knobs.RATE;
import static io.distributedlab.week45.Week45Knobs.RUNNING;
import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes orders over HTTP, or makes them up, and puts them into Kafka. */
public final class ProducerVerticle extends VerticleBase {
  private static final int LINGER_MS = 5;
  private static final Knob<Integer> COUNT = Knob.integer("count", 10, 1, 100_000, "orders");

  private final Service service;
  private final Admission admission;
  private final Function<Week45Knobs.Law, RateLaw> laws;
  private final OrderForm form = new OrderForm(new SplittableRandom());
  private final ConfigView config;
  private @Nullable Outbox outbox;

  ProducerVerticle(Service service, Function<Week45Knobs.Law, RateLaw> laws) {
    this.service = service;
    this.laws = laws;
    this.admission = new Admission(service.knobs(), service.clock(), laws);
    this.config =
        new ConfigView(
            service.knobs(), Map.of("rate_ms", RATE, "batch_size", BATCH_SIZE, "running", RUNNING));
  }

  @Override
  public Future<?> start() {
    return Outbox.open(service, LINGER_MS)
        .onSuccess(opened -> outbox = opened)
        .compose(this::serve);
  }

  @Override
  public Future<?> stop() {
    return outbox == null ? Future.succeededFuture() : outbox.close();
  }

  private Future<?> serve(Outbox opened) {
    var publisher = new Publisher(service, admission, opened);
    var burst = new Burst(vertx, count -> publisher.publish(blanks(count)));
    new AutoProducer(service, count -> publisher.publish(blanks(count))).start();
    service
        .telemetry()
        .meters()
        .gauge("kbp.auto.running", service.knobs(), ProducerVerticle::isRunning);
    return service
        .bus()
        .subscribe(LagMonitorVerticle.REPORTS, LagReport.class, this::heard)
        .compose(
            known ->
                Switches.addTo(service)
                    .get("/stats", request -> Future.succeededFuture(stats()))
                    .post("/produce", request -> publisher.publish(order(request)))
                    .post(
                        "/produce/batch",
                        request -> burst.orders(request.query(COUNT), Duration.ZERO))
                    .post("/burst", request -> burst.run(json(request)))
                    .post("/start", request -> config.change(running(true)))
                    .post("/stop", request -> config.change(running(false)))
                    .get("/config", request -> config.read())
                    .post("/config", config::change)
                    .houseRoute(GET, "/law", this::law)
                    .listen());
  }

  /** What a law would do, in virtual time. */
  private Future<LawRun> law(Request request) {
    return Future.succeededFuture(LawRun.of(laws.apply(request.query(Week45Knobs.RATE_LAW))));
  }

  private static double isRunning(Knobs knobs) {
    return knobs.get(RUNNING) ? 1 : 0;
  }

  private Future<Void> heard(LagReport report) {
    admission.heard(report);
    return Future.succeededFuture();
  }

  private JsonObject stats() {
    var meters = service.telemetry().meters();
    var rate = admission.rate();
    return new JsonObject()
        .put("produced", (long) meters.counter("kbp.produced").count())
        .put("throttled", (long) meters.counter("kbp.throttled").count())
        .put("accepted_rate", Double.isNaN(rate) ? null : rate)
        .put("running", service.knobs().get(RUNNING));
  }

  private Order order(Request request) {
    return form.filled(json(request), service.clock().now(), service.knobs().get(POISON_SHARE));
  }

  private List<Order> blanks(int count) {
    var now = service.clock().now();
    var poison = service.knobs().get(POISON_SHARE);
    return IntStream.range(0, count).mapToObj(i -> form.blank(now, poison)).toList();
  }

  /** The body; a request without one asks for nothing in particular. */
  private static JsonObject json(Request request) {
    var length = request.header("Content-Length");
    var empty = "0".equals(length) || (length == null && request.header("Content-Type") == null);
    return empty ? new JsonObject() : request.json();
  }

  private static JsonObject running(boolean on) {
    return new JsonObject().put("running", on);
  }
}
