package io.distributedlab.week52;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.telemetry.ServerSpans;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hedger as the frontend calls it. */
final class Hedger {
  private final Service service;
  private final Peer peer;

  Hedger(Service service) {
    this.service = service;
    this.peer = service.client("hedger").http2();
  }

  /** Calls on behalf of this request, taken back when its caller leaves. */
  Visit during(Request request) {
    var visit = new Visit(peer.within(request.deadline()));
    request.onDeparture(visit::leave);
    return visit;
  }

  /** What one caller of the frontend causes. */
  final class Visit {
    private final Peer within;
    private final Set<Call> open = new LinkedHashSet<>();

    private Visit(Peer within) {
      this.within = within;
    }

    /**
     * Sends an order.
     *
     * @param strategy for this order only; null for the one that the lab is set to
     */
    Asked ask(Order order, @Nullable String strategy) {
      var started = service.clock().nanos();
      var to = within;
      if (strategy != null) {
        ServerSpans.variant(strategy);
        to = to.header(Knobs.VARIANT_HEADER, strategy);
      }
      if (order.idempotencyKey() != null) {
        to = to.header(Order.IDEMPOTENCY_KEY, order.idempotencyKey());
      }
      var call = to.call(order.method(), order.path(), null);
      open.add(call);
      var answer = call.reply().onComplete(over -> open.remove(call));
      return new Asked(order, started, answer.map(reply -> reply.as(Hedged.class)));
    }

    /** Nobody waits any more. */
    void leave() {
      List.copyOf(open).forEach(Call::cancel);
    }
  }

  /** An order under way. */
  final class Asked {
    private final Order order;
    private final long started;
    private final Future<Hedged> answer;

    private Asked(Order order, long started, Future<Hedged> answer) {
      this.order = order;
      this.started = started;
      this.answer = answer;
    }

    /** The answer, timed under this mode in {@code frontend.requests}. */
    Future<Item> timedAs(String mode) {
      return answer.map(
          hedged -> {
            var took = Duration.ofNanos(service.clock().nanos() - started);
            service.telemetry().meters().timer("frontend.requests", "mode", mode).record(took);
            return new Item(order.item(), mode, Millis.of(took), hedged);
          });
    }
  }
}
