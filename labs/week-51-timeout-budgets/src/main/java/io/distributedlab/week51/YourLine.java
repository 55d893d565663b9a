package io.distributedlab.week51;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.flow.Slots.Ticket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Yours to mend, exercise 6: who is next for a slot of service-c under the variant {@code yours}.
 * For now who came first, so under overload everybody gets a slot when it is too late.
 */
final class YourLine implements Slots.Line {
  private final Deque<Ticket> waiting = new ArrayDeque<>();

  /**
   * @param nanos a monotonic clock, in ns
   */
  YourLine(LongSupplier nanos) {}

  @Override
  public void add(Ticket ticket) {
    waiting.addLast(ticket);
  }

  @Override
  public Ticket next() {
    return waiting.removeFirst();
  }

  @Override
  public void remove(Ticket ticket) {
    waiting.remove(ticket);
  }

  @Override
  public int size() {
    return waiting.size();
  }
}
