package io.distributedlab.week52;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the same items in both modes at the same time, {@value #LANES} in each, so that both see
 * the same machine and, with the knob {@code correlated}, the same luck.
 */
final class Compare {
  private static final int LANES = 5;

  private final Hedger.Visit visit;

  Compare(Hedger.Visit visit) {
    this.visit = visit;
  }

  Future<Comparison> run(int iterations) {
    var items = IntStream.range(0, iterations).mapToObj(i -> Order.fresh()).toList();
    var hedged = all(items, "hedged", null);
    var direct = all(items, "direct", "direct");
    return Future.all(hedged, direct)
        .onFailure(failure -> visit.leave())
        .map(both -> Comparison.of(hedged.result(), direct.result()));
  }

  private Future<List<Item>> all(List<String> items, String mode, @Nullable String strategy) {
    var answers = new ArrayList<Item>();
    var lanes =
        IntStream.range(0, LANES)
            .mapToObj(lane -> lane(items, lane, mode, strategy, answers))
            .toList();
    return Future.all(lanes).map(answers);
  }

  /** One after the other. */
  private Future<Void> lane(
      List<String> items, int at, String mode, @Nullable String strategy, List<Item> answers) {
    if (at >= items.size()) {
      return Future.succeededFuture();
    }
    return visit
        .ask(Order.about(items.get(at), HttpMethod.GET), strategy)
        .timedAs(mode)
        .onSuccess(answers::add)
        .compose(answered -> lane(items, at + LANES, mode, strategy, answers));
  }
}
