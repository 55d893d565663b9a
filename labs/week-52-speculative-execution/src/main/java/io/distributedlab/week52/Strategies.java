package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import java.util.EnumMap;
import java.util.Map;

/** One strategy of each kind, and what the hedging ones share. */
final class Strategies {
  private final Map<Variant, Strategy> all = new EnumMap<>(Variant.class);

  Strategies(Knobs knobs, AdaptiveDelay delay, TokenBucket tokens) {
    all.put(Variant.DIRECT, new Direct());
    all.put(Variant.HEDGE_FIXED, new HedgeFixed(knobs));
    all.put(Variant.HEDGE_ADAPTIVE, new HedgeAdaptive(knobs, delay));
    all.put(Variant.HEDGE_BUDGET, new HedgeBudget(knobs, delay, tokens));
    all.put(Variant.TIED, new Tied(knobs));
    all.put(Variant.ALL, new AllAtOnce());
    all.put(Variant.P2C, new PowerOfTwoChoices());
    all.put(Variant.YOURS, new Yours());
  }

  Strategy of(Variant variant) {
    var strategy = all.get(variant);
    if (strategy == null) {
      throw new IllegalStateException("no strategy for " + variant);
    }
    return strategy;
  }
}
