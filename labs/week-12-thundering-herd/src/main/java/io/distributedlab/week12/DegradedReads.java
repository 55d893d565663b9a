package io.distributedlab.week12;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;

/**
 * Without Redis there is no cache, no lock and no lease. A few requests at a time may still ask the
 * database; the others are refused, for a database that answers some is better than one that is
 * down as well.
 */
final class DegradedReads {
  private final Tools tools;
  private int loads;

  DegradedReads(Tools tools) {
    this.tools = tools;
  }

  /** From the database, or 503 {@code loads-saturated}. */
  Future<Served> serve(Lookup lookup) {
    if (loads >= tools.service().knobs().get(Week12Knobs.LOAD_LIMIT)) {
      return Future.failedFuture(
          Problem.of(503, "loads-saturated", "Redis is down and the database has enough to do")
              .with("retry_after_s", 1));
    }
    loads++;
    return tools
        .loader()
        .load(lookup.id(), lookup.variant(), Reason.DEGRADED)
        .onComplete(done -> loads--)
        .map(loaded -> new Served(tools.cache().fresh(loaded), CacheStatus.DEGRADED));
  }
}
