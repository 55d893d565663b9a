package io.distributedlab.week52;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week52.Week52Knobs.Model;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works on each request for a random time, in slots or without limit, until its caller leaves. */
public final class BackendVerticle extends VerticleBase {
  private static final int ROOM = 10_000;
  private static final int RECENT = 1000;

  private final Service service;
  private final Slots slots;
  private final ServiceTime serviceTime;
  private final Effects effects;
  private final BackendMeters meters;
  private final Map<String, Job> tied = new HashMap<>();
  private final RecentIds calledOff = new RecentIds(RECENT);

  public BackendVerticle(Service service) {
    this.service = service;
    this.slots = new Slots(this::capacity, () -> ROOM);
    this.serviceTime = new ServiceTime(service.name(), service.knobs());
    this.effects = new Effects(service.vertx(), service.telemetry().meters());
    this.meters = new BackendMeters(service.telemetry().meters(), slots);
  }

  @Override
  public Future<?> start() {
    return service
        .bus()
        .subscribe(CallOff.addressOf(service.name()), CallOff.class, this::callOff)
        .compose(
            known ->
                service
                    .http()
                    .get("/process", request -> process(request, GET))
                    .post("/process", request -> process(request, POST))
                    .houseRoute(
                        GET,
                        "/admin/config",
                        request -> Future.succeededFuture(serviceTime.toJson()))
                    .houseRoute(
                        POST, "/admin/config", request -> serviceTime.change(request.json()))
                    .listen());
  }

  private Future<Processed> process(Request request, HttpMethod method) {
    var order = Order.of(request, method);
    if (calledOff.take(order.requestId())) {
      meters.cancelled(Job.Phase.QUEUED);
      return Future.failedFuture(Job.calledOff("it began before this copy came"));
    }
    return service
        .telemetry()
        .span("work", span -> work(span, order, request))
        .compose(end -> answer(order, end));
  }

  private Future<Job.End> work(Span span, Order order, Request request) {
    var time = serviceTime.of(order);
    span.setAttribute("lab.injected_ms", time.toMillis());
    var twin = request.header(Copy.TWIN);
    var trace = Context.current(); // another request's end may be what begins this one
    var job =
        new Job(
            service.vertx(),
            service.clock()::nanos,
            time,
            () -> TraceContext.with(trace, () -> begin(span, order, twin)));
    request.onDeparture(() -> departed(job, span));
    var end = job.enter(slots);
    if (twin != null) {
      tied.put(order.requestId(), job);
    }
    return end.onSuccess(how -> ended(span, how))
        .onComplete(over -> tied.remove(order.requestId(), job));
  }

  private Future<Void> begin(Span span, Order order, @Nullable String twin) {
    meters.begun();
    span.addEvent("begun");
    if (twin != null) {
      service
          .bus()
          .send(
              CallOff.addressOf(twin),
              new CallOff(order.requestId(), "begun at " + service.name()));
    }
    return effects.begin(order);
  }

  private Future<?> callOff(CallOff message) {
    var job = tied.get(message.requestId());
    if (job == null) {
      calledOff.add(message.requestId());
    } else {
      job.callOff();
    }
    return Future.succeededFuture();
  }

  private void departed(Job job, Span span) {
    if (service.knobs().get(Week52Knobs.HONOURS_CANCEL)) {
      job.stop();
      return;
    }
    long left = service.clock().nanos();
    span.addEvent("caller left, work goes on");
    job.ended().onComplete(over -> meters.wasted(Duration.ofNanos(service.clock().nanos() - left)));
  }

  private void ended(Span span, Job.End end) {
    span.setAttribute("queue.wait_ms", end.queued().toMillis());
    if (end.stopped() == null) {
      meters.served(end.served());
      return;
    }
    meters.cancelled(end.stopped());
    span.addEvent(
        "cancelled",
        Attributes.of(
            AttributeKey.longKey("after_ms"), end.queued().plus(end.served()).toMillis(),
            AttributeKey.stringKey("phase"), end.stopped().name().toLowerCase(Locale.ROOT)));
  }

  private Future<Processed> answer(Order order, Job.End end) {
    return end.done()
        ? Future.succeededFuture(
            new Processed(
                service.name(),
                order.requestId(),
                Millis.of(end.queued()),
                Millis.of(end.served())))
        : Future.failedFuture(Job.calledOff("this copy is no longer needed"));
  }

  private int capacity() {
    var values = service.knobs().values();
    return values.get(Week52Knobs.BACKEND_MODEL) == Model.DELAY
        ? Integer.MAX_VALUE
        : values.get(Week52Knobs.SLOTS);
  }
}
