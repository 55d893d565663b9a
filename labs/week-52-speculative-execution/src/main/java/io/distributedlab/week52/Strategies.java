package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** One strategy of each kind, and what the hedging ones share. */
final class Strategies {
  private final Map<Variant, Strategy> all = new EnumMap<>(Variant.class);

  private final Supplier<Strategy> yours;

  /**
   * @param yours makes the learner's
   */
  Strategies(Knobs knobs, AdaptiveDelay delay, TokenBucket tokens, Supplier<Strategy> yours) {
    this.yours = yours;
    all.put(Variant.DIRECT, new Direct());
    all.put(Variant.HEDGE_FIXED, new HedgeFixed(knobs));
    all.put(Variant.HEDGE_ADAPTIVE, new HedgeAdaptive(knobs, delay));
    all.put(Variant.HEDGE_BUDGET, new HedgeBudget(knobs, delay, tokens));
    all.put(Variant.TIED, new Tied(knobs));
    all.put(Variant.ALL, new AllAtOnce());
    all.put(Variant.P2C, new PowerOfTwoChoices());
    renewYours();
  }

  /** The learner's begins anew, with nothing observed. */
  void renewYours() {
    all.put(Variant.YOURS, yours.get());
  }

  Strategy of(Variant variant) {
    var strategy = all.get(variant);
    if (strategy == null) {
      throw new IllegalStateException("no strategy for " + variant);
    }
    return strategy;
  }
}
