package io.distributedlab.service.flow;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.IntSupplier;

/**
 * A server of finite capacity: some slots, and one bounded queue, in order of arrival unless it is
 * given another {@link Line}. In Kendall's notation the {@code c} and the room of a G/G/c queue.
 * Belongs to one event loop; takes no locks and starts no timers. Both limits are read at every
 * arrival, so they can be knobs.
 */
public final class Slots {
  /** Those who wait, and who of them is next. */
  public interface Line {
    void add(Ticket ticket);

    /** Takes out whose turn it is; only asked when somebody waits. */
    Ticket next();

    /** Somebody leaves; not an error when it is not there. */
    void remove(Ticket ticket);

    int size();

    /** In order of arrival. */
    static Line fifo() {
      var queue = new ArrayDeque<Ticket>();
      return new Line() {
        @Override
        public void add(Ticket ticket) {
          queue.add(ticket);
        }

        @Override
        public Ticket next() {
          return queue.remove();
        }

        @Override
        public void remove(Ticket ticket) {
          queue.remove(ticket);
        }

        @Override
        public int size() {
          return queue.size();
        }
      };
    }
  }

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
  private final Line queue;
  private int busy;
  private boolean admitting;

  /**
   * @param capacity how many may be in service at once
   * @param room how many may wait
   */
  public Slots(IntSupplier capacity, IntSupplier room) {
    this(capacity, room, Line.fifo());
  }

  /**
   * @param line where they wait
   */
  public Slots(IntSupplier capacity, IntSupplier room, Line line) {
    this.capacity = capacity;
    this.room = room;
    this.queue = line;
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
      while (busy < capacity.getAsInt() && queue.size() > 0) {
        var next = queue.next();
        busy++;
        next.begun = true;
        next.begin.run();
      }
    } finally {
      admitting = false;
    }
  }
}
