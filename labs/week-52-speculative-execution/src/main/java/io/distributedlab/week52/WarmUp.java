package io.distributedlab.week52;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Calls without work until they take what they take in a warm JVM: a cold one cannot do four
 * hundred a second, and a check starts one.
 */
final class WarmUp {
  static final Act ACT = new Act("warm up", WarmUp::run);

  private static final int USERS = 4;
  private static final int CALLS = 15;
  private static final int ROUNDS = 20;
  private static final long WARM_NANOS = 3_000_000;

  private WarmUp() {}

  private static Future<?> run(Stage stage) {
    return scale(stage, 0).compose(set -> rounds(stage, ROUNDS)).compose(warm -> scale(stage, 1));
  }

  private static Future<Void> scale(Stage stage, int factor) {
    return stage.knobs("frontend", Map.of("backend.scale", factor));
  }

  private static Future<?> rounds(Stage stage, int left) {
    long began = System.nanoTime();
    var users = IntStream.range(0, USERS).mapToObj(user -> callInTurn(stage, CALLS)).toList();
    return Future.all(users)
        .compose(
            called ->
                left == 0 || System.nanoTime() - began < CALLS * WARM_NANOS
                    ? Future.succeededFuture()
                    : rounds(stage, left - 1));
  }

  private static Future<?> callInTurn(Stage stage, int calls) {
    return calls == 0
        ? Future.succeededFuture()
        : stage
            .get("frontend", "/api/items/warm-" + calls)
            .compose(answered -> callInTurn(stage, calls - 1));
  }
}
