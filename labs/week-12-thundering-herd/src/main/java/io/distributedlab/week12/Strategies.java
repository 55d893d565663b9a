package io.distributedlab.week12;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** One strategy of each kind. */
final class Strategies {
  private final Map<Variant, Strategy> all = new EnumMap<>(Variant.class);
  private final OwnerFill owner;

  Strategies(Tools tools, LocalCopies copies, Locks locks, Leases leases, Leases yours) {
    var naive = new Naive(tools);
    var singleFlight = new SingleFlightFill(tools);
    var lease = new LeaseFill(tools, leases, () -> Duration.ZERO);
    Supplier<Duration> grace = () -> tools.service().knobs().get(Week12Knobs.STALE);
    owner = new OwnerFill(tools, copies, lease);
    all.put(Variant.NAIVE, new ReadThrough(tools.cache(), naive));
    all.put(Variant.SINGLEFLIGHT, new ReadThrough(tools.cache(), singleFlight));
    all.put(Variant.LOCK, new ReadThrough(tools.cache(), new LockFill(tools, locks)));
    all.put(Variant.LEASE, new ReadThrough(tools.cache(), lease));
    all.put(Variant.OWNER, new ReadThrough(tools.cache(), owner));
    all.put(Variant.XFETCH, new EarlyRead(tools, naive));
    all.put(Variant.XFETCH_SINGLEFLIGHT, new EarlyRead(tools, singleFlight));
    all.put(Variant.XFETCH_LEASE, new EarlyRead(tools, lease));
    all.put(Variant.SWR, new StaleRead(tools, new LeaseFill(tools, leases, grace)));
    all.put(
        Variant.YOURS,
        new ReadThrough(tools.cache(), new LeaseFill(tools, yours, () -> Duration.ZERO)));
  }

  /** Done when the owner's part can be asked. */
  Future<Void> start() {
    return owner.start();
  }

  Strategy of(Variant variant) {
    return Objects.requireNonNull(all.get(variant));
  }
}
