package io.distributedlab.week46;

import io.distributedlab.experiment.theory.Distribution;
import io.distributedlab.experiment.theory.OrderStatistics;
import java.util.Collection;

/**
 * What theory expects of quorums over replicas that differ.
 *
 * <p>The k-th of n independent answers has come by x when at least k of them have. How many have is
 * Poisson binomial: each replica adds one with its own probability F_i(x), so the distribution of
 * the count is the convolution of n coins. Source: David and Nagaraja, "Order Statistics", section
 * 5.2 (variables that are not identically distributed).
 */
final class QuorumTheory {
  private QuorumTheory() {}

  /** The service time, in ms, of the k-th fastest of these replicas. */
  static Distribution kthFastest(int k, Collection<ServiceTime.Range> replicas) {
    int low = replicas.stream().mapToInt(ServiceTime.Range::low).min().orElseThrow();
    int high = replicas.stream().mapToInt(ServiceTime.Range::high).max().orElseThrow();
    return Distribution.of(low, high, x -> atLeast(k, replicas, x));
  }

  /** The chance that k of five replicas answer when each does with probability {@code p}. */
  static double availability(int k, double p) {
    return OrderStatistics.kthOf(k, Replicas.NAMES.size(), p);
  }

  private static double atLeast(int k, Collection<ServiceTime.Range> replicas, double x) {
    var exactly = new double[replicas.size() + 1];
    exactly[0] = 1;
    for (var range : replicas) {
      double by = Math.clamp((x - range.low()) / (range.high() - range.low()), 0, 1);
      for (int count = replicas.size(); count > 0; count--) {
        exactly[count] = exactly[count] * (1 - by) + exactly[count - 1] * by;
      }
      exactly[0] *= 1 - by;
    }
    double sum = 0;
    for (int count = k; count < exactly.length; count++) {
      sum += exactly[count];
    }
    return Math.min(1, sum);
  }
}
