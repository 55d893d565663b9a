package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.VARIANT;

import io.distributedlab.service.bus.BusRequest;
import io.distributedlab.week51.WorkOrder.Cancellation;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes orders over the event bus, and cancellations of them. */
final class WorkOrders {
  private final Station station;
  private final Map<String, Runnable> departures = new HashMap<>();

  WorkOrders(Station station) {
    this.station = station;
  }

  /** Done when the cluster knows both addresses. */
  Future<Void> serve() {
    var bus = station.service().bus();
    return bus.serve(WorkOrder.ADDRESS, WorkOrder.class, this::work)
        .compose(known -> bus.subscribe(Cancellation.ADDRESS, Cancellation.class, this::cancel));
  }

  private Future<Hop> work(BusRequest<WorkOrder> request) {
    var order = request.message();
    return station
        .serve(arrival(order, request))
        .onComplete(ended -> departures.remove(order.id()));
  }

  private Future<Void> cancel(Cancellation cancellation) {
    var departure = departures.remove(cancellation.id());
    if (departure != null) {
      departure.run();
    }
    return Future.succeededFuture();
  }

  private Arrival arrival(WorkOrder order, BusRequest<WorkOrder> request) {
    return new Arrival(
        VARIANT.parse(order.variant()),
        budget(request),
        order.timestampMs(),
        order.truthMs(),
        order.probe(),
        action -> departures.put(order.id(), action));
  }

  /** In whole ms, as it was sent; a sender without a timeout has no budget. */
  private static @Nullable Duration budget(BusRequest<?> request) {
    var left = request.deadline().remaining().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    return left.compareTo(DeadlinePolicy.UNLIMITED) < 0 ? left : null;
  }
}
