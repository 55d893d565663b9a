package io.distributedlab.week07;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How many calls of all kinds a client has out at once. There is no queue: what finds no slot fails
 * at once with problem {@code no-slot} (503). By Erlang's formula B, calls that offer a erlang find
 * n slots busy with probability B(a, n).
 */
final class OutboundSlots {
  private final IntSupplier capacity;
  private final Slots slots;

  OutboundSlots(IntSupplier capacity) {
    this.capacity = capacity;
    this.slots = new Slots(capacity, () -> 0);
  }

  /** Runs {@code work} in a slot, which is free again when the work has ended, however it does. */
  <T> Future<T> hold(Supplier<Future<T>> work) {
    if (slots.busy() >= capacity.getAsInt()) {
      return Future.failedFuture(
          Problem.of(503, Outcome.NO_SLOT_TYPE, "all outbound slots are busy")
              .with("slots", capacity.getAsInt())
              .with("retry_after_s", 1));
    }
    var slot = slots.enter(() -> {});
    return Future.succeededFuture().compose(free -> work.get()).onComplete(done -> slot.leave());
  }

  int used() {
    return slots.busy();
  }
}
