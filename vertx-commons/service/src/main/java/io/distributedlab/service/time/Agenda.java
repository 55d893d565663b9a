package io.distributedlab.service.time;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time, in ms from 0, for simulations of events: what is planned happens at its moment, and
 * at one moment in the order in which it was planned. Belongs to one thread.
 */
public final class Agenda {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.<Entry>comparingDouble(e -> e.at).thenComparingLong(e -> e.no));
  private double now;
  private long planned;

  public double now() {
    return now;
  }

  /** Plans something; what it returns takes it off again. */
  public Runnable after(double ms, Runnable action) {
    var entry = new Entry(now + ms, planned++, action);
    entries.add(entry);
    return () -> entry.off = true;
  }

  /** Until nothing is left. */
  public void run() {
    while (!entries.isEmpty()) {
      var next = entries.remove();
      if (!next.off) {
        now = next.at;
        next.action.run();
      }
    }
  }

  private static final class Entry {
    private final double at;
    private final long no;
    private final Runnable action;
    private boolean off;

    private Entry(double at, long no, Runnable action) {
      this.at = at;
      this.no = no;
      this.action = action;
    }
  }
}
