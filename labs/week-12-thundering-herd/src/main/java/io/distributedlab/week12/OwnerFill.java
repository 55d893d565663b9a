package io.distributedlab.week12;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week12.Messages.Load;
import io.distributedlab.week12.Messages.Owned;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * One load per cluster without a lock: the owner of the key loads in a single flight, stores and
 * answers with the value, so that nobody polls. When there is no owner, or it does not answer
 * within 4Δ, a lease takes its place.
 */
final class OwnerFill implements Fill {
  private static final int PATIENCE_IN_DELTAS = 4;
  private static final double LEAST_DELTA_MS = 100;

  private final Tools tools;
  private final LocalCopies copies;
  private final Fill fallback;
  private final SingleFlight<Cached> flights = new SingleFlight<>();

  OwnerFill(Tools tools, LocalCopies copies, Fill fallback) {
    this.tools = tools;
    this.copies = copies;
    this.fallback = fallback;
  }

  /** Takes requests for the keys of this instance, if it owns any. */
  Future<Void> start() {
    int partition = Owners.NAMES.indexOf(tools.service().name());
    return partition < 0
        ? Future.succeededFuture()
        : tools
            .service()
            .bus()
            .serve(
                Owners.address(partition),
                Load.class,
                request -> owned(request.message()).map(Owned::new));
  }

  @Override
  public Future<Served> miss(Lookup lookup) {
    var load = new Load(lookup.id(), copies.leastVersion(lookup.id()));
    var mine = Owners.owner(lookup.id()).equals(tools.service().name());
    return tools
        .patience()
        .timed(lookup, () -> mine ? owned(load) : ask(load, lookup))
        .map(value -> new Served(value, mine ? CacheStatus.FILLED : CacheStatus.WAITED))
        .recover(failure -> instead(lookup, failure));
  }

  @Override
  public boolean worksWithoutRedis() {
    return true;
  }

  private Future<Cached> ask(Load load, Lookup lookup) {
    return tools
        .service()
        .bus()
        .request(address(load.id()), load, Owned.class, lookup.deadline().clip(patience()))
        .map(Owned::value);
  }

  private Future<Served> instead(Lookup lookup, Throwable failure) {
    return failure instanceof Problem problem
            && address(lookup.id()).equals(problem.members().get("hop"))
        ? fallback.miss(lookup)
        : Future.failedFuture(failure);
  }

  private Future<Cached> owned(Load load) {
    var seat = flights.join(load.id(), () -> lookOrLoad(load));
    return TraceContext.here(seat.outcome())
        .compose(
            value ->
                value.version() >= load.minVersion() || seat.leads()
                    ? Future.succeededFuture(value)
                    : owned(load));
  }

  private Future<Cached> lookOrLoad(Load load) {
    return tools
        .cache()
        .get(load.id())
        .otherwise(Optional.empty())
        .compose(
            found ->
                found
                    .filter(value -> value.version() >= load.minVersion())
                    .map(Future::succeededFuture)
                    .orElseGet(() -> load(load.id())));
  }

  private Future<Cached> load(String id) {
    return tools
        .loader()
        .load(id, Variant.OWNER, Reason.MISS)
        .map(tools.cache()::fresh)
        .compose(
            value ->
                tools
                    .cache()
                    .put(id, value, Duration.ZERO)
                    .onSuccess(stored -> tools.filled(id, value))
                    .otherwiseEmpty()
                    .map(value));
  }

  private Duration patience() {
    double extraMs = tools.service().knobs().get(Week12Knobs.EXTRA).toMillis();
    double delta = Math.max(Math.max(tools.loader().lastDeltaMs(), extraMs), LEAST_DELTA_MS);
    return Duration.ofMillis(Math.round(PATIENCE_IN_DELTAS * delta));
  }

  private static String address(String id) {
    return Owners.address(Owners.partition(id));
  }
}
