package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from outside: metrics, CPU time, traces; and how numbers are printed. */
class ReadingsTest {
  private static final String METRICS =
      """
      # HELP calls Calls.
      # TYPE calls counter
      calls_total{service="a",outcome="success",path="/x{y}"} 40.0 # {trace_id="1f"} 1.0
      calls_total{service="a",outcome="timeout"} 2
      lab_inflight 3.0
      quoted{name="say \\"hi\\", ok"} 1
      bucket{le="+Inf"} +Inf
      """;

  @Test
  void seriesAreSummedByLabel() {
    var scrape = Scrape.parse(METRICS);
    assertThat(scrape.sum("calls_total")).isEqualTo(42);
    assertThat(scrape.sum("calls_total", "service", "a", "outcome", "timeout")).isEqualTo(2);
    assertThat(scrape.sum("calls_total", "outcome", "error")).isZero();
    assertThat(scrape.sum("lab_inflight")).isEqualTo(3);
    assertThat(scrape.sum("quoted", "name", "say \"hi\", ok")).isEqualTo(1);
    assertThat(scrape.sum("bucket")).isInfinite();
    assertThat(scrape.sum("nothing")).isZero();
  }

  @Test
  void cpuTimeOfOthersIsWhatIsBusyAndNotOurs() {
    var before = CpuTime.parse("cpu  1000 0 500 8000 100 0 0 50 0 0", 3);
    var after = CpuTime.parse("cpu  1100 0 560 8020 100 0 0 70 0 0", 3.8);
    assertThat(before.total()).isEqualTo(96.5);
    assertThat(after.othersSince(before)).isCloseTo(0.8 / 2.0, within(1e-9));
    assertThat(CpuTime.parse("cpu 1040 0 500 8000 100 0 0 50", 3).othersSince(before)).isNaN();
    assertThat(after.stolenSince(before)).isCloseTo(0.2 / 2.0, within(1e-9));
  }

  @Test
  void eachKindOfNoiseComplains() {
    assertThat(new Noise(9.9, 9.9, 0.25, 0.05, 0).complaint()).isEmpty();
    assertThat(new Noise(10.1, 0, 0, 0, 0).complaint()).hasValueSatisfying(says("woke up 10.1 ms"));
    assertThat(new Noise(0, 12, 0, 0, 0).complaint()).hasValueSatisfying(says("lagged 12.0 ms"));
    assertThat(new Noise(0, 0, 0.5, 0, 0).complaint()).hasValueSatisfying(says("other programs"));
    assertThat(new Noise(0, 0, 0, 0.2, 0).complaint()).hasValueSatisfying(says("20 %"));
    assertThat(new Noise(0, 0, Double.NaN, Double.NaN, 0).complaint()).isEmpty();
  }

  @Test
  void aTraceIsWholeWithOneRootAndNoOrphan() {
    assertThat(trace("[%s,%s]".formatted(span("1", null), span("2", "1"))).whole()).isTrue();
    assertThat(trace("[%s,%s]".formatted(span("1", null), span("2", "9"))).whole()).isFalse();
    assertThat(trace("[%s,%s]".formatted(span("1", null), span("2", null))).whole()).isFalse();
    assertThat(trace("[%s]".formatted(span("1", null))).services()).containsExactly("s1");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "109.04, 109.0",
    "1234.4, 1234",
    "9.876, 9.88",
    "0.5774, 0.577",
    "0.00123, 0.00123",
    "NaN, –",
    "Infinity, ∞",
    "-2, -2"
  })
  void numbersAreShort(double number, String text) {
    assertThat(Numbers.text(number)).isEqualTo(text);
  }

  private static Consumer<String> says(String part) {
    return text -> assertThat(text).contains(part);
  }

  private static Trace trace(String spans) {
    return Trace.parse(new JsonArray("[{\"traceId\":\"t\",\"spans\":" + spans + "}]")).getFirst();
  }

  private static String span(String id, @Nullable String parent) {
    return """
        {"spanId":"%s","parentSpanId":%s,"service":"s%s","name":"n","kind":"SERVER",
         "start":"2026-01-01T00:00:00Z","duration_ms":1.5,"status":"UNSET",
         "attributes":{"lab.injected_ms":4},"events":[{"name":"won"}]}"""
        .formatted(id, parent == null ? "null" : '"' + parent + '"', id);
  }
}
