package io.distributedlab.week07;

import static io.distributedlab.week07.Week07Knobs.CONSECUTIVE;
import static io.distributedlab.week07.Week07Knobs.POLICY;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;

/** Shows and changes the circuits of a client. */
final class CircuitHandler {
  private final Service service;
  private final Policies policies;

  CircuitHandler(Service service, Policies policies) {
    this.service = service;
    this.policies = policies;
  }

  Future<CircuitStatus> status(Request request) {
    return Future.succeededFuture(status());
  }

  /** Closes every circuit of this client. */
  Future<CircuitStatus> reset(Request request) {
    policies.renew(Reason.RESET);
    return Future.succeededFuture(status());
  }

  /** Sets the three thresholds of {@code consecutive}; what is not named gets its default. */
  Future<CircuitStatus> config(Request request) {
    var thresholds = CONSECUTIVE.change(CONSECUTIVE.initial(), request.json());
    return service.knobs().change(thresholds.toJson()).map(changed -> status());
  }

  /** Sets any knobs; what is not named stays. */
  Future<CircuitStatus> breaker(Request request) {
    return service.knobs().change(request.json()).map(changed -> status());
  }

  private CircuitStatus status() {
    return CircuitStatus.of(
        service.knobs().get(POLICY),
        policies.current(),
        BreakerSettings.of(service.knobs().values()),
        service.clock().now());
  }
}
