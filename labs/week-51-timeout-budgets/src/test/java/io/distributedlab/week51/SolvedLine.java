package io.distributedlab.week51;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.flow.Slots.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** A solution of exercise 6. */
final class SolvedLine implements Slots.Line {
  private static final Duration LATE = Duration.ofMillis(150);

  private record Waiting(Ticket ticket, long since) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final LongSupplier nanos;

  SolvedLine(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public void add(Ticket ticket) {
    waiting.addLast(new Waiting(ticket, nanos.getAsLong()));
  }

  @Override
  public Ticket next() {
    long oldest = nanos.getAsLong() - waiting.getFirst().since();
    return (oldest > LATE.toNanos() ? waiting.removeLast() : waiting.removeFirst()).ticket();
  }

  @Override
  public void remove(Ticket ticket) {
    waiting.removeIf(one -> one.ticket() == ticket);
  }

  @Override
  public int size() {
    return waiting.size();
  }
}
