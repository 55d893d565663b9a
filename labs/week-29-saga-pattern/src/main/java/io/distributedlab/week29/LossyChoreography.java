package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.week29.Reaction.Next;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.UUID;

/**
 * Choreography as it is often written: commit, then publish, and hope. What is lost between the
 * two, on the way, or in a handler that fails, is lost for ever, and the saga with it.
 */
final class LossyChoreography {
  private final Service service;
  private final Pool pool;
  private final Mischief mischief;

  LossyChoreography(Service service, Pool pool, Mischief mischief) {
    this.service = service;
    this.pool = pool;
    this.mischief = mischief;
  }

  /** Done when the whole cluster knows the consumers. */
  Future<Void> start(Map<String, Reaction> reactions) {
    return Future.all(
            reactions.entrySet().stream()
                .map(one -> subscribe(one.getKey(), one.getValue()))
                .toList())
        .mapEmpty();
  }

  void publish(UUID saga, String type, JsonObject payload) {
    var plain = new JsonObject(payload.toBuffer()).getMap();
    var event = new Event(UUID.randomUUID(), saga, type, plain, SagaTrace.current());
    service.bus().publish(Event.lossyAddress(type), event);
  }

  private Future<Void> subscribe(String type, Reaction reaction) {
    return service
        .bus()
        .subscribe(
            Event.lossyAddress(type),
            Event.class,
            event ->
                service
                    .faults()
                    .strike()
                    .compose(spared -> mischief.deliver(() -> react(event, reaction))));
  }

  private Future<Void> react(Event event, Reaction reaction) {
    return pool.withTransaction(tx -> reaction.to(event, tx))
        .onSuccess(next -> tell(event, next))
        .mapEmpty();
  }

  private void tell(Event event, Next next) {
    if (next.type() != null) {
      publish(event.sagaId(), next.type(), next.payload());
    }
  }
}
