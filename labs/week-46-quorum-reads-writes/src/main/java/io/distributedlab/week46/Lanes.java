package io.distributedlab.week46;

import io.vertx.core.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A number of items, worked on by so many at once, each taking every n-th one in order. */
final class Lanes {
  private Lanes() {}

  /** Done when all items are; fails when one does. */
  static Future<Void> run(int items, int lanes, IntFunction<Future<?>> work) {
    return count(items, lanes, item -> work.apply(item).map(false)).mapEmpty();
  }

  /** How many items the work says yes to. */
  static Future<Integer> count(int items, int lanes, IntFunction<Future<Boolean>> work) {
    var counts =
        IntStream.range(0, lanes).mapToObj(first -> lane(first, items, lanes, 0, work)).toList();
    return Future.all(counts)
        .map(all -> all.<Integer>list().stream().mapToInt(Integer::intValue).sum());
  }

  private static Future<Integer> lane(
      int item, int items, int lanes, int counted, IntFunction<Future<Boolean>> work) {
    return item >= items
        ? Future.succeededFuture(counted)
        : work.apply(item)
            .compose(yes -> lane(item + lanes, items, lanes, counted + (yes ? 1 : 0), work));
  }
}
