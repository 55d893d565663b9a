package io.distributedlab.week52;

import io.distributedlab.week52.Hedged.Result;
import io.distributedlab.week52.HedgedRequest.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Totals since the last reset. Belongs to one event loop. */
final class Statistics {
  /**
   * Totals at a moment.
   *
   * @param loadAmplification attempts per request, 1 before the first
   * @param wonByBackend requests by the backend that answered
   */
  record Totals(
      long requests,
      long hedges,
      long primaryWon,
      long hedgeWon,
      long failed,
      long cancelled,
      double loadAmplification,
      Map<String, Long> wonByBackend) {}

  private final Map<Result, Long> results = new EnumMap<>(Result.class);
  private final Map<String, Long> wonByBackend = new TreeMap<>();
  private long hedges;
  private long cancelled;

  void finished(Outcome outcome) {
    results.merge(outcome.result(), 1L, Long::sum);
    wonByBackend.merge(outcome.backend(), 1L, Long::sum);
    hedges += outcome.hedges();
    cancelled += outcome.cancelled();
  }

  void failed() {
    results.merge(Result.FAILED, 1L, Long::sum);
  }

  /** Attempts per request. */
  double amplification() {
    long requests = requests();
    return requests == 0 ? 1 : (requests + hedges) / (double) requests;
  }

  Totals totals() {
    return new Totals(
        requests(),
        hedges,
        count(Result.PRIMARY_WON),
        count(Result.HEDGE_WON),
        count(Result.FAILED),
        cancelled,
        amplification(),
        Map.copyOf(wonByBackend));
  }

  void reset() {
    results.clear();
    wonByBackend.clear();
    hedges = 0;
    cancelled = 0;
  }

  private long requests() {
    return results.values().stream().mapToLong(Long::longValue).sum();
  }

  private long count(Result result) {
    return results.getOrDefault(result, 0L);
  }
}
