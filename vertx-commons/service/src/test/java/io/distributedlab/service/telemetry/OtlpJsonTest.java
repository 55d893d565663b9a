package io.distributedlab.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the SDK writes as JSON is read as what the SDK knew. */
class OtlpJsonTest {
  private static final Resource CHILD =
      Resource.create(Attributes.builder().put("service.name", "child").build());

  private final TelemetryStore store = new TelemetryStore();

  @Test
  void spansArriveAsTheyWere() throws IOException {
    var sent = spans();
    OtlpJson.spans(json(TraceRequestMarshaler.create(sent)::writeJsonTo), store);

    assertThat(store.spans())
        .containsExactlyInAnyOrderElementsOf(
            sent.stream().map(span -> SpanRecord.of("child", span)).toList());
  }

  @Test
  void logRecordsArriveAsTheyWere() throws IOException {
    var sent = logs();
    OtlpJson.logs(json(LogsRequestMarshaler.create(sent)::writeJsonTo), store);

    assertThat(store.logs())
        .containsExactlyElementsOf(sent.stream().map(log -> LogLine.of("child", log)).toList());
  }

  @Test
  void nothingOfAMessageThatCannotBeReadIsKept() {
    var good = new JsonObject(Map.of("traceId", "0af7", "spanId", "b7ad"));
    var bad = new JsonObject(Map.of("traceId", "<script>", "spanId", "b7ad"));
    assertThatThrownBy(() -> OtlpJson.spans(request(good, bad), store))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.spans()).isEmpty();

    OtlpJson.spans(request(good), store);
    assertThat(store.spans()).hasSize(1);
  }

  private static JsonObject request(JsonObject... spans) {
    return new JsonObject(
        Map.of(
            "resourceSpans",
            List.of(Map.of("scopeSpans", List.of(Map.of("spans", List.of(spans)))))));
  }

  private static List<SpanData> spans() {
    var ended = new ArrayList<SpanData>();
    try (var provider =
        SdkTracerProvider.builder()
            .setResource(CHILD)
            .addSpanProcessor(SimpleSpanProcessor.create(into(ended)))
            .build()) {
      var tracer = provider.get("test");
      var root = tracer.spanBuilder("root").setSpanKind(SpanKind.SERVER).startSpan();
      tracer
          .spanBuilder("work")
          .setSpanKind(SpanKind.CLIENT)
          .setParent(Context.root().with(root))
          .addLink(root.getSpanContext())
          .setAttribute("text", "a\"b<script>")
          .setAttribute("whole", 41)
          .setAttribute("part", 0.5)
          .setAttribute("yes", true)
          .startSpan()
          .addEvent("half done", Attributes.of(AttributeKey.longKey("n"), 1L))
          .setStatus(StatusCode.ERROR, "went wrong")
          .end();
      root.end();
    }
    return ended;
  }

  private static List<LogRecordData> logs() {
    var emitted = new ArrayList<LogRecordData>();
    try (var provider =
        SdkLoggerProvider.builder()
            .setResource(CHILD)
            .addLogRecordProcessor((context, log) -> emitted.add(log.toLogRecordData()))
            .build()) {
      provider
          .get("test")
          .logRecordBuilder()
          .setTimestamp(Instant.ofEpochSecond(1_700_000_000, 5))
          .setSeverityText("WARN")
          .setBody("line\nbreak")
          .setAttribute(AttributeKey.stringKey("key"), "value")
          .emit();
    }
    return emitted;
  }

  private static SpanExporter into(List<SpanData> ended) {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        ended.addAll(spans);
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
      }
    };
  }

  private interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static JsonObject json(Writing message) throws IOException {
    var out = new ByteArrayOutputStream();
    message.to(out);
    return new JsonObject(Buffer.buffer(out.toByteArray()));
  }
}
