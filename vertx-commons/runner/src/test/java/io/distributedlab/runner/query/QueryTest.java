package io.distributedlab.runner.query;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.distributedlab.experiment.Scrape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of query that a panel uses, against numbers that were worked out by hand. */
class QueryTest {
  private static final Set<String> SERVICES = Set.of("a", "b");

  /** What service a and b tell after so many seconds: a counts 10 a second, b counts 4. */
  private static Map<String, Scrape> after(int second) {
    return Map.of(
        "a",
        Scrape.parse(
            """
            calls_total{service="a",result="ok"} %d
            calls_total{service="a",result="bad"} %d
            level{service="a"} %d
            time_bucket{service="a",le="0.1"} %d
            time_bucket{service="a",le="0.5"} %d
            time_bucket{service="a",le="+Inf"} %d
            """
                .formatted(
                    8 * second, 2 * second, second % 4, 5 * second, 9 * second, 10 * second)),
        "b",
        Scrape.parse(
            """
            calls_total{service="b",result="ok"} %d
            level{service="b"} 7
            """
                .formatted(4 * second)));
  }

  private static History history(List<Query> queries, int seconds) {
    var history = new History(queries);
    for (int second = 0; second <= seconds; second++) {
      history.add(1000L * second, SERVICES, after(second));
    }
    return history;
  }

  private static Map<Map<String, String>, Double> result(String text) {
    var query = Query.parse(text);
    return query.evaluate(history(List.of(query), 10)).stream()
        .collect(toMap(Sample::labels, Sample::value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(rate(calls_total[5s])) ; 14",
        "sum(rate(calls_total{service=\"a\"}[5s])) ; 10",
        "sum(rate(calls_total{service=\"a\",result!=\"ok\"}[5s])) ; 2",
        "sum(rate(calls_total{service=~\"a|b\"}[5s])) ; 14",
        "sum(rate(calls_total{service!~\"b.*\"}[5s])) ; 10",
        "sum(increase(calls_total[5s])) ; 70",
        "sum(increase(calls_total[5m])) ; 140",
        "sum(rate(calls_total{result=\"bad\"}[5s])) / sum(rate(calls_total{service=\"a\"}[5s])) ; 0.2",
        "sum(calls_total) ; 140",
        "max(level) ; 7",
        "min(level) ; 2",
        "avg(level) ; 4.5",
        "count(level) ; 2",
        "avg_over_time(level{service=\"a\"}[3s]) ; 1.5",
        "sum(level > bool 5) ; 1",
        "max(up{service=\"a\"}) ; 1",
        "sum(nothing) or vector(0) ; 0",
        "sum(level) or vector(0) ; 9",
        "vector(0.085) ; 0.085",
        "sum(level) + 2 * 3 - 4 / 2 ; 13",
        "1 - sum(level) / 10 ; 0.1",
        "(sum(level) + 1) / 5 ; 2",
        "histogram_quantile(0.5, sum by (le) (rate(time_bucket[5s]))) ; 0.1",
        "histogram_quantile(0.9, sum by (le) (rate(time_bucket[5s]))) ; 0.5",
        "histogram_quantile(0.7, sum by (le) (rate(time_bucket[5s]))) ; 0.3",
        "histogram_quantile(0.25, sum by (le) (rate(time_bucket[5s]))) ; 0.05",
        "histogram_quantile(0.99, sum by (le) (rate(time_bucket[5s]))) ; 0.5"
      })
  void oneNumber(String query, double expected) {
    assertThat(result(query).values())
        .singleElement()
        .satisfies(value -> assertThat(value).isCloseTo(expected, offset(1e-9)));
  }

  @Test
  void seriesKeepTheLabelsThatTheyAreGroupedBy() {
    assertThat(result("sum by (service) (rate(calls_total[5s]))"))
        .isEqualTo(Map.of(Map.of("service", "a"), 10.0, Map.of("service", "b"), 4.0));
    assertThat(
            result(
                "sum by (service, result) (rate(calls_total[5s])) / sum by (service, result) (rate(calls_total[5s]))"))
        .hasSize(3)
        .containsEntry(Map.of("service", "a", "result", "bad"), 1.0);
    assertThat(result("histogram_quantile(0.9, sum by (service, le) (rate(time_bucket[5s])))"))
        .isEqualTo(Map.of(Map.of("service", "a"), 0.5));
    assertThat(result("level / 10"))
        .isEqualTo(Map.of(Map.of("service", "a"), 0.2, Map.of("service", "b"), 0.7));
  }

  @Test
  void aComparisonLeavesOutWhatItDoesNotHoldFor() {
    assertThat(result("level >= 7")).isEqualTo(Map.of(Map.of("service", "b"), 7.0));
    assertThat(result("level == 2")).isEqualTo(Map.of(Map.of("service", "a"), 2.0));
  }

  @Test
  void whatIsNotThereHasNoValue() {
    assertThat(result("nothing")).isEmpty();
    assertThat(result("sum(rate(nothing[5s]))")).isEmpty();
    assertThat(result("histogram_quantile(0.99, nothing)")).isEmpty();
    assertThat(result("sum(nothing) / sum(level)")).isEmpty();
  }

  @Test
  void aRateOfNothingYetIsNotZero() {
    var rate = Query.parse("rate(calls_total[5s])");
    assertThat(rate.evaluate(new History(List.of(rate)))).isEmpty();
    assertThat(rate.evaluate(history(List.of(rate), 0))).as("one round").isEmpty();
    assertThat(rate.evaluate(history(List.of(rate), 1))).hasSize(3);
  }

  @Test
  void aCounterThatFallsHasBegunAgainFromZero() {
    var increase = Query.parse("sum(increase(calls_total[10s]))");
    assertThat(counting(increase, 100, 110, 3, 5)).isEqualTo(10 + 3 + 2);
  }

  @Test
  void aCounterThatWasNotThereBeforeHasGrownFromZero() {
    var increase = Query.parse("sum(increase(calls_total[10s]))");
    assertThat(counting(increase, -1, 3, 5)).isEqualTo(5);
    assertThat(counting(increase, 3, 5)).as("already there in the first round").isEqualTo(2);
  }

  @Test
  void aServiceThatDoesNotAnswerHasRatesOfItsPastButNoValues() {
    var level = Query.parse("level");
    var rate = Query.parse("sum(rate(calls_total{service=\"a\"}[5s]))");
    var up = Query.parse("up == 0");
    var history = history(List.of(level, rate, up), 4);
    history.add(5000, SERVICES, Map.of("b", after(5).getOrDefault("b", Scrape.EMPTY)));
    assertThat(level.evaluate(history)).extracting(Sample::value).containsExactly(7.0);
    assertThat(rate.evaluate(history)).extracting(Sample::value).containsExactly(8.0);
    assertThat(up.evaluate(history))
        .extracting(Sample::labels)
        .containsExactly(Map.of("service", "a"));
    history.add(20_000, SERVICES, Map.of());
    assertThat(rate.evaluate(history)).isEmpty();
  }

  /** Evaluates over one service whose counter tells these values, -1 for not yet there. */
  private static double counting(Query query, int... values) {
    var history = new History(List.of(query));
    for (int i = 0; i < values.length; i++) {
      var text = values[i] < 0 ? "" : "calls_total{service=\"a\"} " + values[i];
      history.add(1000L * i, Set.of("a"), Map.of("a", Scrape.parse(text)));
    }
    return query.evaluate(history).getFirst().value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sum(",
        "rate(x)",
        "rate(x[30x])",
        "topk(3, x)",
        "x{a=}",
        "x{a~\"b\"}",
        "x y",
        "x ? y",
        "sum by service (x)"
      })
  void whatIsNotUnderstoodIsSaid(String text) {
    assertThatThrownBy(() -> Query.parse(text))
        .isInstanceOf(QueryException.class)
        .message()
        .isNotBlank();
  }
}
