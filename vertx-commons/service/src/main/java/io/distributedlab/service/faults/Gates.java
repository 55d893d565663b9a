package io.distributedlab.service.faults;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gates by number, where work waits. One opens when enough have entered, all on demand. */
final class Gates {
  private static final class Gate {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final AtomicInteger entered = new AtomicInteger();
  }

  private final Map<Integer, Gate> gates = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean open;

  /**
   * Done when the gate is open, told on the caller's context.
   *
   * @param enough how many must have entered for it to open
   */
  Future<Void> enter(Vertx vertx, int number, int enough) {
    waiting.incrementAndGet();
    var gate = gates.computeIfAbsent(number, closed -> new Gate());
    var passed = Future.fromCompletionStage(gate.opened, vertx.getOrCreateContext());
    gate.opened.thenRun(waiting::decrementAndGet);
    if (gate.entered.incrementAndGet() == enough || open) {
      gates.remove(number);
      gate.opened.complete(null);
    }
    return passed;
  }

  /** Opens all gates, also for those who are about to enter. */
  void openAll() {
    open = true;
    gates.values().forEach(gate -> gate.opened.complete(null));
  }

  int waiting() {
    return waiting.get();
  }
}
