package io.distributedlab.week12;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Of several who want the same at the same time, one does the work, and all get its outcome. What
 * has failed is given to those who wait, and to nobody who comes later. Belongs to one event loop:
 * a map shared by two would lose entries. Source: Go's package {@code singleflight}.
 */
final class SingleFlight<V> {
  private final Map<String, Future<V>> flights = new HashMap<>();

  /**
   * One's place in a flight.
   *
   * @param leads whether one's own work is what is done
   */
  record Seat<V>(Future<V> outcome, boolean leads) {}

  /** Joins the flight of this key, or begins one with this work. */
  Seat<V> join(String key, Supplier<Future<V>> work) {
    var flying = flights.get(key);
    if (flying != null) {
      return new Seat<>(flying, false);
    }
    var landing = Promise.<V>promise();
    flights.put(key, landing.future());
    landing.future().onComplete(landed -> flights.remove(key));
    work.get().onComplete(landing);
    return new Seat<>(landing.future(), true);
  }

  /** Whether somebody is doing the work of this key. */
  boolean flying(String key) {
    return flights.containsKey(key);
  }

  /** Keys that are being worked on. */
  int size() {
    return flights.size();
  }
}
