package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Series of one metric, as they are now or over a window. */
record Selector(Function function, String metric, List<Matcher> matchers, Duration window)
    implements Query {
  /** What becomes of each series. */
  enum Function {
    NOW,
    RATE,
    INCREASE,
    AVG_OVER_TIME;

    static boolean knows(String name) {
      return name.equals("rate") || name.equals("increase") || name.equals("avg_over_time");
    }

    static Function of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public List<Sample> evaluate(History history) {
    return switch (function) {
      case NOW -> history.now(metric, matchers);
      case RATE -> history.rate(metric, matchers, window);
      case INCREASE -> history.increase(metric, matchers, window);
      case AVG_OVER_TIME -> history.mean(metric, matchers, window);
    };
  }

  @Override
  public void needs(BiConsumer<String, Duration> metrics) {
    metrics.accept(metric, window);
  }
}
