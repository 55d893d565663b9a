package io.distributedlab.goodlab;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps every rule, also where a hasty check would complain. */
public final class GoodVerticle extends VerticleBase {
  private static final List<String> NAMES = List.of("a", "b");
  private static final Map<String, Integer> RANKS = Map.of("a", 1);

  private final Service service;

  public GoodVerticle(Service service) {
    this.service = service;
  }

  @Override
  public Future<?> start() {
    var known = CompletableFuture.completedFuture(RANKS.get("a")).getNow(0);
    return service.http().get("/names", request -> names(known)).listen();
  }

  private Future<List<String>> names(Integer rank) {
    return switch (Kind.of(rank)) {
      case ONE -> Future.succeededFuture(NAMES);
      case MANY -> Future.succeededFuture(List.of());
    };
  }

  private enum Kind {
    ONE,
    MANY;

    static Kind of(int rank) {
      return rank == 1 ? ONE : MANY;
    }
  }
}
