package io.distributedlab.service.flow;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;

/**
 * A server of finite capacity: some slots, and one bounded queue in order of arrival. In Kendall's
 * notation the {@code c} and the room of a G/G/c queue. Belongs to one event loop; takes no locks
 * and starts no timers. Both limits are read at every arrival, so they can be knobs.
 */
public final class Slots {
  /** A place in the queue or a slot, given back exactly once. */
  public final class Ticket {
    private final Runnable begin;
    private boolean begun;
    private boolean left;

    private Ticket(Runnable begin) {
      this.begin = begin;
    }

    /** Whether a slot was given, so that the work has begun. */
    public boolean begun() {
      return begun;
    }

    /** Gives back the slot, or the place in the queue. Later calls do nothing. */
    public void leave() {
      if (left) {
        return;
      }
      left = true;
      if (begun) {
        busy--;
        admit();
      } else {
        queue.remove(this);
      }
    }
  }

  private final IntSupplier capacity;
  private final IntSupplier room;
  private final Deque<Ticket> queue = new ArrayDeque<>();
  private int busy;
  private boolean admitting;

  /**
   * @param capacity how many may be in service at once
   * @param room how many may wait
   */
  public Slots(IntSupplier capacity, IntSupplier room) {
    this.capacity = capacity;
    this.room = room;
  }

  /**
   * Takes a slot or, when none is free, a place in the queue.
   *
   * @param begin runs when the slot is there: before this returns, or later. It may enter and leave
   *     again itself; whom that lets in begins when it has returned
   * @throws Problem overloaded (503) when the queue is full
   */
  public Ticket enter(Runnable begin) {
    var free = Math.max(0, capacity.getAsInt() - busy);
    if (queue.size() - free >= room.getAsInt()) {
      throw Problem.overloaded("all slots are busy and the queue is full", Duration.ofSeconds(1));
    }
    var ticket = new Ticket(begin);
    queue.add(ticket);
    admit();
    return ticket;
  }

  /** How many are in service. */
  public int busy() {
    return busy;
  }

  /** How many wait. */
  public int queued() {
    return queue.size();
  }

  private void admit() {
    if (admitting) {
      return;
    }
    admitting = true;
    try {
      while (busy < capacity.getAsInt() && !queue.isEmpty()) {
        var next = queue.remove();
        busy++;
        next.begun = true;
        next.begin.run();
      }
    } finally {
      admitting = false;
    }
  }
}
