package io.distributedlab.service.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last {@code capacity} elements that were added. Lock free; a reader sees each slot as it is
 * at that moment.
 */
final class Ring<T> {
  private final AtomicReferenceArray<T> slots;
  private final AtomicLong next = new AtomicLong();

  Ring(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  /** Adds an element, and returns the one that it has pushed out. */
  @Nullable T add(T element) {
    return slots.getAndSet(slot(next.getAndIncrement()), element);
  }

  /** The elements, newest first. */
  List<T> newestFirst() {
    var elements = new ArrayList<T>();
    long end = next.get();
    for (long i = end - 1; i >= Math.max(0, end - slots.length()); i--) {
      var element = slots.get(slot(i));
      if (Objects.nonNull(element)) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** How many were ever added. */
  long added() {
    return next.get();
  }

  void clear() {
    for (int i = 0; i < slots.length(); i++) {
      slots.set(i, null);
    }
  }

  private int slot(long index) {
    return (int) (index % slots.length());
  }
}
