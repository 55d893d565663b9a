package io.distributedlab.experiment;

import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Calls, as fast as they are answered, until they get no faster: a check or a proof begins in a
 * cold JVM, whose first calls take ten times what later ones take.
 */
public final class WarmUp {
  private static final int USERS = 4;
  private static final int CALLS = 12;
  private static final int ROUNDS = 20;
  private static final int STALE = 3;
  private static final double FASTER = 0.9;

  private final Stage stage;
  private final String service;
  private final String path;
  private long best = Long.MAX_VALUE;
  private int rounds;
  private int stale;

  private WarmUp(Stage stage, String service, String path) {
    this.stage = stage;
    this.service = service;
    this.path = path;
  }

  /**
   * The first setting of a phase: before it ends it puts everything back that has been set.
   *
   * @param path of a GET
   * @param meanwhile knobs of the service that make its work short
   */
  public static Act of(String service, String path, Map<String, ?> meanwhile) {
    return new Act(
        "warm up",
        stage ->
            stage
                .knobs(service, meanwhile)
                .compose(set -> new WarmUp(stage, service, path).run())
                .compose(warm -> stage.restore()));
  }

  /** Until three rounds in a row have been no tenth faster than the best before them. */
  private Future<?> run() {
    long began = System.nanoTime();
    var users = IntStream.range(0, USERS).mapToObj(user -> callInTurn(CALLS)).toList();
    return Future.all(users)
        .compose(
            called ->
                enough(System.nanoTime() - began) ? Future.succeededFuture() : run().mapEmpty());
  }

  private boolean enough(long took) {
    stale = took < FASTER * best ? 0 : stale + 1;
    best = Math.min(best, took);
    return stale == STALE || ++rounds == ROUNDS;
  }

  private Future<?> callInTurn(int calls) {
    return calls == 0
        ? Future.succeededFuture()
        : stage.get(service, path).compose(answered -> callInTurn(calls - 1));
  }
}
