package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trace of a record: from the span that sent it to spans long after its handler returned. */
class KafkaTraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final Vertx untraced = Vertx.vertx();
  private static final EmbeddedKafka kafka =
      new EmbeddedKafka(untraced, Kafka.named("kafka-trace"), 0);

  private final TelemetryStore store = new TelemetryStore();

  @BeforeAll
  static void start() throws Exception {
    Await.result(kafka.start());
  }

  @AfterAll
  static void stop() throws Exception {
    Await.result(kafka.stop());
    Await.result(untraced.close());
  }

  @Test
  void theStockTracerLosesTheTraceAfterAnAsyncHop() throws Exception {
    try (var otel = stockOpenTelemetry()) {
      var vertx = Vertx.builder().withTracer(new OpenTelemetryTracingFactory(otel)).build();
      var seen = seenByHandler(vertx, "stock");
      assertThat(seen.inHandler().getTraceId()).isEqualTo(TRACE);
      assertThat(seen.later().isValid()).isFalse();
      Await.result(vertx.close());
    }
  }

  @Test
  void theRepairedTracerKeepsIt() throws Exception {
    var telemetry = telemetry("consumer");
    var vertx = telemetry.instrument(Vertx.builder(), new VertxOptions()).build();
    var seen = seenByHandler(vertx, "repaired");
    assertThat(seen.inHandler().getTraceId()).isEqualTo(TRACE);
    assertThat(seen.later()).isEqualTo(seen.inHandler());
    Await.result(vertx.close());
    Await.result(telemetry.close());
  }

  @Test
  void oneTraceLeadsFromTheProducerThroughTheHeadersToALaterSpan() throws Exception {
    var sending = telemetry("shop");
    var receiving = telemetry("warehouse");
    var shop = sending.instrument(Vertx.builder(), new VertxOptions()).build();
    var warehouse = receiving.instrument(Vertx.builder(), new VertxOptions()).build();
    var traceparent = Promise.<String>promise();
    var handled = Promise.<Void>promise();
    Handler<KafkaConsumerRecord<String, String>> handler =
        receiving.consume(
            "process order",
            record -> {
              traceparent.complete(header(record, "traceparent"));
              return warehouse
                  .timer(20)
                  .compose(late -> receiving.span("pack order", span -> Future.succeededFuture()))
                  .onComplete(done -> handled.complete());
            });
    Await.result(clients().topic(untraced, "orders"));
    var consumer = clients().consumer(warehouse, "warehouse").handler(handler);
    Await.result(consumer.subscribe("orders"));
    var producer = clients().producer(shop);
    Await.result(
        onContext(
            shop,
            () ->
                sending.span(
                    "place order",
                    span -> producer.send(KafkaProducerRecord.create("orders", "o-1")))));
    Await.result(handled.future());
    Await.result(Future.all(consumer.close(), producer.close()));
    Await.result(Future.all(shop.close(), warehouse.close()));
    Await.result(Future.all(sending.close(), receiving.close()));

    var chain = List.of("place order", "send orders", "process order", "pack order");
    assertThat(store.spans())
        .extracting(SpanRecord::name)
        .containsExactlyInAnyOrderElementsOf(chain);
    assertThat(store.spans())
        .extracting(SpanRecord::traceId)
        .containsOnly(span("place order").traceId());
    for (var i = 1; i < chain.size(); i++) {
      assertThat(span(chain.get(i)).parentSpanId())
          .as("parent of %s", chain.get(i))
          .isEqualTo(span(chain.get(i - 1)).spanId());
    }
    assertThat(span("pack order").service()).isEqualTo("warehouse");
    var sent = span("send orders");
    assertThat(Await.result(traceparent.future()))
        .isEqualTo("00-" + sent.traceId() + "-" + sent.spanId() + "-01");
  }

  private record Seen(SpanContext inHandler, SpanContext later) {}

  /** What a handler sees as the current span, at once and after a timer. */
  private static Seen seenByHandler(Vertx vertx, String topic) throws Exception {
    var seen = Promise.<Seen>promise();
    Await.result(clients().topic(untraced, topic));
    var producer = clients().producer(untraced);
    KafkaProducerRecord<String, String> sent = KafkaProducerRecord.create(topic, "o-1");
    Await.result(
        producer.send(sent.addHeader("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")));
    Await.result(producer.close());
    var consumer = clients().consumer(vertx, topic);
    consumer.handler(
        record -> {
          var now = Span.current().getSpanContext();
          vertx
              .timer(20)
              .map(late -> new Seen(now, Span.current().getSpanContext()))
              .onComplete(seen);
        });
    Await.result(consumer.subscribe(topic));
    var result = Await.result(seen.future());
    Await.result(consumer.close());
    return result;
  }

  private SpanRecord span(String name) {
    return store.spans().stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Telemetry telemetry(String service) {
    return Telemetry.create(
        new TelemetryConfig(service, "contract", store, false, 1.0).withEnv(Map.of()));
  }

  private static OpenTelemetrySdk stockOpenTelemetry() {
    return OpenTelemetrySdk.builder()
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  private static KafkaFixture clients() {
    return new KafkaFixture(kafka.uri());
  }

  private static String header(KafkaConsumerRecord<String, String> record, String name) {
    return record.headers().stream()
        .filter(header -> header.key().equals(name))
        .map(header -> header.value().toString())
        .collect(Collectors.joining());
  }

  private static <T> Future<T> onContext(Vertx vertx, Supplier<Future<T>> work) {
    return Future.future(promise -> vertx.runOnContext(v -> work.get().onComplete(promise)));
  }
}
