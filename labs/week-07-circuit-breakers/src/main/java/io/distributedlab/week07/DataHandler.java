package io.distributedlab.week07;

import static io.distributedlab.week07.Week07Knobs.COUNT;
import static io.distributedlab.week07.Week07Knobs.POLICY;
import static io.distributedlab.week07.Week07Knobs.TIMEOUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Calls the backends for whoever calls the client: behind a policy, in a slot, within a time. */
final class DataHandler {
  private static final String OTHER = "other";

  private final Service service;
  private final Policies policies;
  private final OutboundSlots slots;
  private final Fallback fallback;
  private final BreakerTelemetry unguarded;

  DataHandler(Service service, Policies policies, OutboundSlots slots, Fallback fallback) {
    this.service = service;
    this.policies = policies;
    this.slots = slots;
    this.fallback = fallback;
    this.unguarded = new BreakerTelemetry(service, Variant.NONE);
  }

  /** One call to the backends. */
  Future<DataReply> data(Request request) {
    var variant = service.knobs().variant(POLICY, request);
    var policy = policies.of(variant);
    var started = service.clock().nanos();
    return policy
        .call(backend -> send(backend, "/api/data", request))
        .map(reply -> reply.as(BackendReply.class))
        .map(reply -> DataReply.fresh(Knob.wireName(policy.state()), reply, millisSince(started)))
        .onSuccess(this::log)
        .onSuccess(fallback::remember)
        .recover(failure -> instead(variant).orElse(Future.failedFuture(told(failure, policy))));
  }

  private Optional<Future<DataReply>> instead(Variant variant) {
    return variant == Variant.YOURS
        ? fallback.instead().map(Future::succeededFuture)
        : Optional.empty();
  }

  private void log(DataReply reply) {
    service
        .telemetry()
        .log()
        .info(
            "answered by " + reply.backendResponse().service(),
            Log.with("state", reply.circuitState()).and("latency_ms", reply.latencyMs()));
  }

  /** Calls one after the other; ends early when the caller leaves. */
  Future<BatchReply> batch(Request request) {
    return new Batch(service, this::data, request, request.query(COUNT)).run();
  }

  /** The other dependency: healthy, unguarded, and in need of the same slots. */
  Future<BackendReply> other(Request request) {
    var started = service.clock().nanos();
    return send("backend-2", "/other", request)
        .onComplete(
            done -> {
              var took = Duration.ofMillis(millisSince(started));
              unguarded.called(OTHER, new Result(Outcome.of(done.cause()), took));
            })
        .map(reply -> reply.as(BackendReply.class))
        .recover(failure -> Future.failedFuture(named(failure)));
  }

  private Future<PeerReply> send(String backend, String path, Request request) {
    return slots.hold(
        () -> {
          var timeout = service.knobs().get(TIMEOUT);
          var call = service.client(backend).within(timeout).call(HttpMethod.GET, path, null);
          request.onDeparture(call::cancel);
          return call.reply();
        });
  }

  /** Callers of {@code /api/data} have always been told 503, with the state of the circuit. */
  private static Problem told(Throwable failure, Policy policy) {
    var problem = named(failure);
    if (problem.status() == 503 || !problem.isFault()) {
      return problem;
    }
    var failures = policy.snapshots().stream().mapToInt(Snapshot::failures).sum();
    return Problem.of(503, problem.type(), problem.detail())
        .with("target", problem.members().getOrDefault("target", "backend"))
        .with("state", Knob.wireName(policy.state()))
        .with("failure_count", failures);
  }

  /** A failure of the backend by the name that this lab has for it: 502 or 504. */
  private static Problem named(Throwable failure) {
    var problem = Problem.from(failure);
    var name =
        switch (problem.status()) {
          case 502 -> "backend-error";
          case 504 -> "backend-timeout";
          default -> problem.type();
        };
    return name.equals(problem.type())
        ? problem
        : Problem.of(problem.status(), name, problem.detail())
            .with("target", problem.members().getOrDefault("hop", "backend"));
  }

  private long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(service.clock().nanos() - started);
  }
}
