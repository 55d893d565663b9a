package io.distributedlab.week12;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Loads and writes of many products, each in an order of its own. A load reads and is held; a write
 * changes the row and invalidates; another load may begin; then the instances let their loads go
 * on, one instance after the other in random order, with more writes in between. What does the next
 * reader get?
 */
final class Interleavings {
  private static final String POINT = "point." + Loader.AFTER_READ;

  /** Loads that are held have a connection each, and a client has 64 to an instance. */
  private static final int AT_ONCE = 80;

  private final Stage stage;
  private final Client client;
  private final RandomGenerator random;
  private final Map<String, Long> written = new HashMap<>();
  private final List<Future<Reply>> loads = new ArrayList<>();
  private long price;
  private int held;

  /**
   * @param seed of the orders
   * @param firstPrice in cents; this and those after it must be new, or there is no telling old
   *     from new
   */
  Interleavings(Stage stage, Variant strategy, long seed, long firstPrice) {
    this.stage = stage;
    this.client = new Client(stage, strategy);
    this.random = new SplittableRandom(seed);
    this.price = firstPrice;
  }

  /** How many of so many products are served at an old price in the end. */
  Future<Measure> measure(String name, int products) {
    return batches(0, products)
        .map(stale -> Measure.count(name, (long) stale).predicted(0).from(products));
  }

  private Future<Integer> batches(int done, int products) {
    return done >= products
        ? Future.succeededFuture(0)
        : batch(Math.min(AT_ONCE, products - done))
            .compose(stale -> batches(done + AT_ONCE, products).map(more -> stale + more));
  }

  private Future<Integer> batch(int products) {
    var ids = IntStream.rangeClosed(1, products).mapToObj(i -> "p" + i).toList();
    written.clear();
    loads.clear();
    return client
        .forget()
        .compose(empty -> client.faults(Map.of(POINT, "pause")))
        .compose(closed -> step(() -> load(ids)))
        .compose(read -> write(ids))
        .compose(changed -> step(() -> load(some(ids))))
        .compose(read -> write(some(ids)))
        .compose(changed -> release(shuffled(Owners.NAMES), ids))
        .compose(open -> Future.all(loads))
        .compose(over -> read(ids));
  }

  /** Does it, and waits until no load is on its way to the point where it is held. */
  private Future<Void> step(Supplier<Future<?>> work) {
    held = -1;
    return work.get().compose(done -> client.until(this::atRest));
  }

  private Future<Boolean> atRest() {
    return client
        .waitingAt(Loader.AFTER_READ)
        .map(
            now -> {
              boolean same = now == held;
              held = now;
              return same;
            });
  }

  private Future<?> load(List<String> ids) {
    ids.forEach(id -> loads.add(client.get(anyInstance(), id)));
    return Future.succeededFuture();
  }

  private Future<?> write(List<String> ids) {
    return Future.all(ids.stream().map(this::write).toList());
  }

  private Future<?> write(String id) {
    long now = price++;
    written.put(id, now);
    return client.price(anyInstance(), id, now);
  }

  private Future<?> release(List<String> instances, List<String> ids) {
    if (instances.isEmpty()) {
      return Future.succeededFuture();
    }
    return step(() -> stage.faults(instances.getFirst(), Map.of(POINT, "off")))
        .compose(open -> write(some(some(ids))))
        .compose(changed -> release(instances.subList(1, instances.size()), ids));
  }

  private Future<Integer> read(List<String> ids) {
    return Future.all(ids.stream().map(id -> client.get(anyInstance(), id)).toList())
        .map(
            replies -> {
              int stale = 0;
              for (int i = 0; i < ids.size(); i++) {
                stale += isStale(ids.get(i), replies.resultAt(i)) ? 1 : 0;
              }
              return stale;
            });
  }

  private boolean isStale(String id, Reply reply) {
    return reply.status() != 200
        || !Objects.equals(written.get(id), reply.json().getLong("price_cents"));
  }

  private List<String> some(List<String> ids) {
    return ids.stream().filter(id -> random.nextBoolean()).toList();
  }

  private List<String> shuffled(List<String> names) {
    var shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled;
  }

  private String anyInstance() {
    return Owners.NAMES.get(random.nextInt(Owners.NAMES.size()));
  }
}
