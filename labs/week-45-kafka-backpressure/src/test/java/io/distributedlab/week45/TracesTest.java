package io.distributedlab.week45;

import static io.distributedlab.week45.Lab45.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of an order through Kafka, as its trace shows it. */
class TracesTest {
  private static Lab45 lab;

  @BeforeAll
  static void start() {
    lab = new Lab45();
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void forget() {
    lab.drained();
    lab.lab.store().clear();
  }

  @Test
  void oneTraceLeadsFromTheProducerThroughKafkaToTheSink() {
    lab.post("producer", "/produce", "{}");
    until(() -> !named("POST /orders").isEmpty());
    var chain =
        List.of("POST /produce", "orders publish", "orders process", "POST sink", "POST /orders");
    for (int i = 1; i < chain.size(); i++) {
      var name = chain.get(i);
      until(() -> !named(name).isEmpty());
      assertThat(only(name).parentSpanId()).as(name).isEqualTo(only(chain.get(i - 1)).spanId());
    }
    assertThat(only("orders publish").kind()).isEqualTo("PRODUCER");
    assertThat(only("orders process").kind()).isEqualTo("CONSUMER");
    assertThat(only("orders process").attributes())
        .containsKeys(
            "messaging.kafka.offset", "messaging.kafka.partition", "queue.age_ms", "lane.wait_ms");
  }

  @Test
  void aBulkCallLinksToAllItsOrders() {
    lab.remade("{\"consumer_mode\":\"batch\",\"linger_ms\":200}");
    lab.post("producer", "/produce/batch?count=5", "");
    lab.drained();
    until(() -> !named("orders process batch").isEmpty());
    lab.remade("{\"consumer_mode\":\"bounded\",\"linger_ms\":20}");
    var links = named("orders process batch").stream().flatMap(s -> s.links().stream()).toList();
    assertThat(links).hasSize(5);
    assertThat(named("orders publish")).hasSize(5);
    assertThat(named("orders process")).isEmpty();
  }

  @Test
  void anOrderThatFailsIsRedAndItsDeadLetterSaysWhy() {
    lab.knobs("{\"max_attempts\":2}");
    lab.post("producer", "/produce", "{\"product\":\"poison\"}");
    lab.drained();
    assertThat(named("POST /orders")).hasSize(2);
    assertThat(named("POST sink")).hasSize(2);
    until(() -> !named("orders process").isEmpty());
    assertThat(only("orders process").failed()).isTrue();
    assertThat(lab.get("lag-monitor", "/side-topics").getLong("orders.dlq")).isPositive();
    lab.knobs("{\"max_attempts\":3}");
  }

  private static List<SpanRecord> named(String name) {
    return lab.lab.store().spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private static SpanRecord only(String name) {
    assertThat(named(name)).as(name).hasSize(1);
    return named(name).getFirst();
  }
}
