package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.week29.Reaction.Next;
import io.distributedlab.week29.Relay.Ack;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;

/**
 * A participant's part in sagas that nobody directs. An event is taken in one local transaction:
 * note it in the inbox, do the work, put what is to be told into the outbox. It is acknowledged
 * after the commit, never before.
 */
final class Choreography {
  private final Service service;
  private final Pool pool;
  private final Mischief mischief;
  private final Inbox inbox;
  private final Relay relay;

  Choreography(Service service, Pool pool, Mischief mischief, Inbox inbox) {
    this.service = service;
    this.pool = pool;
    this.mischief = mischief;
    this.inbox = inbox;
    this.relay = new Relay(service, new Outbox(pool));
  }

  /** Listens and begins to send; done when the whole cluster knows the consumers. */
  Future<Void> start(Map<String, Reaction> reactions) {
    relay.start();
    return Future.all(
            reactions.entrySet().stream().map(one -> serve(one.getKey(), one.getValue())).toList())
        .mapEmpty();
  }

  /** Something was put into the outbox. */
  void committed() {
    relay.look();
  }

  void stop() {
    relay.stop();
  }

  private Future<Void> serve(String type, Reaction reaction) {
    return service
        .bus()
        .serve(
            Event.address(type),
            Event.class,
            request -> mischief.deliver(() -> take(request.message(), reaction)));
  }

  private Future<Ack> take(Event event, Reaction reaction) {
    return pool.withTransaction(
            tx ->
                inbox
                    .first(tx, event)
                    .compose(
                        first ->
                            first
                                ? reaction
                                    .to(event, tx)
                                    .compose(next -> tell(tx, event, next))
                                    .map(told -> new Ack(false))
                                : Future.succeededFuture(new Ack(true))))
        .onSuccess(this::count)
        .onSuccess(ack -> committed());
  }

  private void count(Ack ack) {
    Span.current().setAttribute("duplicate", ack.duplicate());
    if (ack.duplicate()) {
      service.telemetry().meters().counter("inbox.duplicates").increment();
    }
  }

  private static Future<Void> tell(SqlConnection tx, Event event, Next next) {
    return next.type() == null
        ? Future.succeededFuture()
        : Outbox.add(tx, event.sagaId(), next.type(), next.payload());
  }
}
