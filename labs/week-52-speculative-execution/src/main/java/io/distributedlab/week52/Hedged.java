package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knob;
import java.util.Locale;

/**
 * What the hedger answers.
 *
 * @param resultType no_hedge, primary_won, hedge_won or failover
 * @param backend of the winning attempt
 * @param latencyMs from the arrival at the hedger to the winner's answer
 * @param hedges attempts beyond the first
 * @param cancellations losers that were reset
 * @param delayMs after which the first attempt counted as slow
 * @param loadAmplification attempts per request since the last reset of the statistics
 */
record Hedged(
    String requestId,
    String resultType,
    String strategy,
    String backend,
    double latencyMs,
    int hedges,
    int cancellations,
    double delayMs,
    double loadAmplification) {

  /** How a race ended. */
  enum Result {
    NO_HEDGE,
    PRIMARY_WON,
    HEDGE_WON,
    FAILOVER,
    FAILED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static String tag(Variant variant) {
    return Knob.wireName(variant);
  }
}
