package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.week46.HintStore.Kept;
import io.distributedlab.week46.Messages.Phase;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Offers the hints of a stand-in to their homes, at most {@value #ROUND} in a round. A hint is
 * deleted when its home has acknowledged it, or when it has become too old.
 */
class Handoff {
  private static final int ROUND = 100;

  private final Service service;
  private final Replicas replicas;
  private final HintStore hints;
  private final Counter delivered;
  private final Counter expired;

  Handoff(Service service, Replicas replicas, HintStore hints) {
    this.service = service;
    this.replicas = replicas;
    this.hints = hints;
    var meters = service.telemetry().meters();
    this.delivered = meters.counter("quorum.hints.delivered");
    this.expired = meters.counter("quorum.hints.expired");
  }

  /** One round. Done when every home has answered or failed; never fails. */
  Future<Void> offer() {
    var ttl = Duration.ofSeconds(service.knobs().get(Week46Knobs.HINT_TTL));
    var old = hints.olderThan(ttl, service.clock().now()).stream().map(this::expire).toList();
    return Future.join(old)
        .transform(dropped -> Future.join(hints.oldest(ROUND).stream().map(this::deliver).toList()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> deliver(Kept hint) {
    return replicas
        .write(hint.home(), "hint-of-" + service.name(), Phase.HINT, hint.entry())
        .compose(acknowledged -> over(hint))
        .onSuccess(over -> delivered.increment());
  }

  private Future<Void> expire(Kept hint) {
    return over(hint).onSuccess(over -> expired.increment());
  }

  private Future<Void> over(Kept hint) {
    return hints.over(hint, Week46Knobs.durable(service.knobs()));
  }
}
