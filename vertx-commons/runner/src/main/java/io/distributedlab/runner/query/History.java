package io.distributedlab.runner.query;

import io.distributedlab.experiment.Scrape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * The last minutes of the metrics that some queries read. All that is scraped in one round counts
 * as of one time, so that windows of all series are the same and ratios of their rates are exact.
 *
 * <p>Three differences to Prometheus, each in favour of a page that has only just been opened: a
 * window that reaches back before the first round is cut there; rates are not extrapolated beyond
 * the rounds; and a counter that was not there in the round before has grown from 0, where
 * Prometheus would overlook its first value.
 */
public final class History {
  private static final String SERVICE = "service";

  private final Map<String, Long> kept = new HashMap<>();
  private final Map<String, Map<Map<String, String>, Series>> metrics = new HashMap<>();
  private final ArrayDeque<Long> rounds = new ArrayDeque<>();
  private Set<String> answered = Set.of();

  /** Keeps what these queries need; everything else is dropped as it comes. */
  public History(Collection<Query> queries) {
    queries.forEach(query -> query.needs((metric, window) -> keep(metric, window.toMillis())));
  }

  private void keep(String metric, long millis) {
    kept.merge(metric, millis, Math::max);
  }

  /**
   * Adds what was scraped at one time.
   *
   * @param time in ms, later than that of the round before
   * @param services all that were asked: each has the series {@code up}, 1 or 0
   * @param scrapes by service, of those that have answered
   */
  public void add(long time, Collection<String> services, Map<String, Scrape> scrapes) {
    rounds.add(time);
    services.forEach(service -> add(time, up(service, scrapes.containsKey(service))));
    scrapes.forEach((service, scrape) -> scrape.points().forEach(point -> add(time, point)));
    answered = new HashSet<>(scrapes.keySet());
    forget(time);
  }

  /** The time of the last round; 0 before the first. */
  public long last() {
    return rounds.isEmpty() ? 0 : rounds.getLast();
  }

  private static Scrape.Point up(String service, boolean up) {
    return new Scrape.Point("up", Map.of(SERVICE, service), up ? 1 : 0);
  }

  private void add(long time, Scrape.Point point) {
    if (kept.containsKey(point.name())) {
      metrics
          .computeIfAbsent(point.name(), name -> new HashMap<>())
          .computeIfAbsent(point.labels(), labels -> new Series(labels, isNew(labels)))
          .add(time, point.value());
    }
  }

  private boolean isNew(Map<String, String> labels) {
    return answered.contains(labels.getOrDefault(SERVICE, ""));
  }

  private void forget(long time) {
    long longest = kept.values().stream().mapToLong(Long::longValue).max().orElse(0);
    while (rounds.size() > 2 && second(rounds) <= time - longest) {
      rounds.poll();
    }
    metrics.forEach(
        (name, all) -> {
          long before = time - kept.getOrDefault(name, 0L);
          all.values().forEach(series -> series.forget(before));
          all.values().removeIf(series -> series.over(before));
        });
  }

  private static long second(ArrayDeque<Long> times) {
    return times.stream().skip(1).findFirst().orElseThrow();
  }

  /** The values of the last round. */
  List<Sample> now(String metric, List<Matcher> matchers) {
    return rounds.isEmpty()
        ? List.of()
        : each(metric, matchers, series -> series.at(rounds.getLast()));
  }

  /** How much counters have grown per second of the window. */
  List<Sample> rate(String metric, List<Matcher> matchers, Duration window) {
    return perWindow(metric, matchers, window, seconds -> 1 / seconds);
  }

  /** How much counters have grown in the window. */
  List<Sample> increase(String metric, List<Matcher> matchers, Duration window) {
    return perWindow(metric, matchers, window, seconds -> 1);
  }

  private List<Sample> perWindow(
      String metric, List<Matcher> matchers, Duration window, DoubleUnaryOperator factor) {
    long from = start(window);
    if (rounds.isEmpty() || from == rounds.getLast()) {
      return List.of();
    }
    double by = factor.applyAsDouble((rounds.getLast() - from) / 1e3);
    return each(metric, matchers, series -> series.increase(from)).stream()
        .map(sample -> sample.with(sample.value() * by))
        .toList();
  }

  /** The mean of gauges over the window. */
  List<Sample> mean(String metric, List<Matcher> matchers, Duration window) {
    return each(metric, matchers, series -> series.mean(start(window) - 1));
  }

  /** The last round that is at least a window ago, else the first one. */
  private long start(Duration window) {
    if (rounds.isEmpty()) {
      return 0;
    }
    long ago = rounds.getLast() - window.toMillis();
    return rounds.stream()
        .filter(time -> time <= ago)
        .reduce((a, b) -> b)
        .orElse(rounds.getFirst());
  }

  private List<Sample> each(
      String metric, List<Matcher> matchers, Function<Series, OptionalDouble> value) {
    return metrics.getOrDefault(metric, Map.of()).values().stream()
        .filter(series -> matchers.stream().allMatch(m -> m.matches(series.labels())))
        .flatMap(
            series ->
                value.apply(series).stream()
                    .mapToObj(number -> new Sample(series.labels(), number)))
        .toList();
  }
}
