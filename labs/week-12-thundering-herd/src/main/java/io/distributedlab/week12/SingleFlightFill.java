package io.distributedlab.week12;

import io.distributedlab.service.telemetry.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One load per instance: the loads of an expiry are at most as many as instances. */
final class SingleFlightFill implements EarlyFill {
  private record Landed(Cached value, SpanContext load) {}

  private final Tools tools;
  private final SingleFlight<Landed> flights;

  SingleFlightFill(Tools tools) {
    this.tools = tools;
    this.flights = new SingleFlight<>();
    tools.service().telemetry().meters().gauge("cache.flights", flights, SingleFlight::size);
  }

  @Override
  public Future<Served> miss(Lookup lookup) {
    var seat = flights.join(lookup.id(), () -> lookOrLoad(lookup));
    return seat.leads()
        ? own(seat, CacheStatus.FILLED)
        : tools.patience().timed(lookup, () -> attached(lookup, seat.outcome()));
  }

  @Override
  public Future<Served> early(Lookup lookup, Cached current) {
    return flights.flying(lookup.id())
        ? Future.succeededFuture(new Served(current, CacheStatus.HIT))
        : own(flights.join(lookup.id(), () -> load(lookup, Reason.EARLY)), CacheStatus.EARLY);
  }

  @Override
  public boolean worksWithoutRedis() {
    return true;
  }

  private static Future<Served> own(SingleFlight.Seat<Landed> seat, CacheStatus status) {
    return TraceContext.here(seat.outcome()).map(landed -> new Served(landed.value, status));
  }

  /** Whoever stops waiting leaves the flight as it is. */
  private Future<Served> attached(Lookup lookup, Future<Landed> flight) {
    var left = Math.max(1, lookup.deadline().remaining().toMillis());
    return TraceContext.here(flight.timeout(left, TimeUnit.MILLISECONDS))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException ? Patience.timeout() : failure))
        .map(
            landed -> {
              if (landed.load.isValid()) {
                Span.current().addLink(landed.load);
              }
              return new Served(landed.value, CacheStatus.WAITED);
            });
  }

  /** A flight may have landed between the look into the cache that missed and this one. */
  private Future<Landed> lookOrLoad(Lookup lookup) {
    return tools
        .cache()
        .get(lookup.id())
        .otherwise(Optional.empty())
        .compose(
            found ->
                found
                    .map(
                        value ->
                            Future.succeededFuture(new Landed(value, SpanContext.getInvalid())))
                    .orElseGet(() -> load(lookup, Reason.MISS)));
  }

  private Future<Landed> load(Lookup lookup, Reason reason) {
    return tools
        .loader()
        .load(lookup.id(), lookup.variant(), reason)
        .compose(
            loaded -> {
              var value = tools.cache().fresh(loaded);
              return tools
                  .cache()
                  .put(lookup.id(), value, Duration.ZERO)
                  .onSuccess(stored -> tools.filled(lookup.id(), value))
                  .otherwiseEmpty()
                  .map(new Landed(value, loaded.span()));
            });
  }
}
