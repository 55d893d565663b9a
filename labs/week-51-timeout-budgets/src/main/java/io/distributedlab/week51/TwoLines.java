package io.distributedlab.week51;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.flow.Slots.Ticket;
import java.util.function.BooleanSupplier;

/**
 * Who comes while the lab is set to {@code yours} waits in the reader's line, else in the usual.
 */
final class TwoLines implements Slots.Line {
  private final Slots.Line usual = Slots.Line.fifo();
  private final Slots.Line yours;
  private final BooleanSupplier isYours;

  TwoLines(Slots.Line yours, BooleanSupplier isYours) {
    this.yours = yours;
    this.isYours = isYours;
  }

  @Override
  public void add(Ticket ticket) {
    (isYours.getAsBoolean() ? yours : usual).add(ticket);
  }

  @Override
  public Ticket next() {
    return usual.size() > 0 ? usual.next() : yours.next();
  }

  @Override
  public void remove(Ticket ticket) {
    usual.remove(ticket);
    yours.remove(ticket);
  }

  @Override
  public int size() {
    return usual.size() + yours.size();
  }
}
