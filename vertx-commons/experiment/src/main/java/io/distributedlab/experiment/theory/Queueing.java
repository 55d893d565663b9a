package io.distributedlab.experiment.theory;

import static io.distributedlab.experiment.theory.Check.require;

/**
 * Queues in equilibrium. Rates are per second, times in seconds, offered load a = rate × service
 * time in erlang.
 *
 * <p>Source: Kleinrock, "Queueing Systems, Volume 1: Theory"; Little, "A Proof for the Queuing
 * Formula L = λW".
 */
public final class Queueing {
  private Queueing() {}

  /** Little's law: L = λ·W, the mean number present at an arrival rate and a mean stay. */
  public static double little(double ratePerSecond, double meanStaySeconds) {
    return ratePerSecond * meanStaySeconds;
  }

  /**
   * Erlang B: the share of Poisson arrivals lost by {@code servers} servers without a queue. B(0) =
   * 1, B(n) = a·B(n−1) / (n + a·B(n−1)). Holds for any service time distribution.
   */
  public static double erlangB(double erlang, int servers) {
    require(erlang >= 0 && servers >= 0, "erlang and servers must not be negative");
    double loss = 1;
    for (int n = 1; n <= servers; n++) {
      loss = erlang * loss / (n + erlang * loss);
    }
    return loss;
  }

  /**
   * Erlang C: the share of Poisson arrivals that wait in M/M/c, C = B / (1 − ρ(1 − B)) with ρ =
   * a/c. Is 1 when the load is not below the servers: then the queue grows for ever.
   */
  public static double erlangC(double erlang, int servers) {
    require(servers > 0, "servers must be positive");
    if (erlang >= servers) {
      return 1;
    }
    double loss = erlangB(erlang, servers);
    return loss / (1 - erlang / servers * (1 - loss));
  }

  /** Mean wait in M/M/c: C(a, c)·S / (c − a), in the unit of {@code service}; infinite if a ≥ c. */
  public static double waitMMc(double erlang, int servers, double service) {
    return erlang >= servers
        ? Double.POSITIVE_INFINITY
        : erlangC(erlang, servers) * service / (servers - erlang);
  }

  /** Mean wait in M/D/1: ρS / (2(1 − ρ)), in the unit of {@code service}; infinite if ρ ≥ 1. */
  public static double waitMD1(double utilisation, double service) {
    return waitMG1(utilisation, service, 0);
  }

  /**
   * Mean wait in M/G/1 by Pollaczek and Khinchine: ρS(1 + c²) / (2(1 − ρ)), c² = variance of the
   * service time over its mean squared (0 constant, 1 exponential).
   */
  public static double waitMG1(double utilisation, double service, double squaredVariation) {
    require(utilisation >= 0, "utilisation must not be negative");
    return utilisation >= 1
        ? Double.POSITIVE_INFINITY
        : utilisation * service * (1 + squaredVariation) / (2 * (1 - utilisation));
  }
}
