package io.distributedlab.week51;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Asks service-c over the event bus. The send timeout frees only the sender: the consumer works on,
 * and its late reply is dropped. So taking back is a message of its own.
 */
record OverBus(Service service) implements NextService {
  @Override
  public String name() {
    return "service-c";
  }

  @Override
  public Errand<Downstream> ask(Visit visit) {
    var arrival = visit.arrival();
    var id = UUID.randomUUID().toString();
    var order =
        new WorkOrder(
            id,
            Knob.wireName(arrival.variant()),
            visit.policy().timestamp(visit),
            arrival.truthMs(),
            visit.probing());
    var answer =
        service
            .bus()
            .request(WorkOrder.ADDRESS, order, Hop.class, visit.policy().patience(visit))
            .map(hop -> Downstream.fresh(hop, (double) hop.workMs()));
    return new Errand<>(answer, () -> cancel(id, answer));
  }

  private void cancel(String id, Future<?> answer) {
    if (!answer.succeeded()) {
      service.bus().send(WorkOrder.Cancellation.ADDRESS, new WorkOrder.Cancellation(id));
    }
  }
}
