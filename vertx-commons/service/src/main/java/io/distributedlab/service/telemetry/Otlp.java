package io.distributedlab.service.telemetry;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends spans and log records to a collector: OTLP over HTTP with protobuf, in batches, every 500
 * ms, from threads of its own. What the collector does not take is dropped, and each outage is
 * reported once.
 */
final class Otlp {
  private static final Duration SCHEDULE = Duration.ofMillis(500);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger EXPORTERS = Logger.getLogger("io.opentelemetry.exporter");

  static {
    EXPORTERS.setLevel(Level.OFF);
  }

  private final String endpoint;
  private final Consumer<String> warn;
  private final AtomicBoolean outage = new AtomicBoolean();

  /**
   * @param endpoint base URL of the collector, such as {@code http://otel-collector:4318}
   * @param warn takes the line that reports an outage
   */
  Otlp(String endpoint, Consumer<String> warn) {
    this.endpoint = endpoint.replaceAll("/+$", "");
    this.warn = warn;
  }

  SpanProcessor spans() {
    return BatchSpanProcessor.builder(new Spans()).setScheduleDelay(SCHEDULE).build();
  }

  LogRecordProcessor logs() {
    return BatchLogRecordProcessor.builder(new Logs()).setScheduleDelay(SCHEDULE).build();
  }

  private SpanExporter spanExporter() {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(endpoint + "/v1/traces")
        .setConnectTimeout(CONNECT_TIMEOUT)
        .setTimeout(TIMEOUT)
        .setRetryPolicy(null)
        .build();
  }

  private LogRecordExporter logExporter() {
    return OtlpHttpLogRecordExporter.builder()
        .setEndpoint(endpoint + "/v1/logs")
        .setConnectTimeout(CONNECT_TIMEOUT)
        .setTimeout(TIMEOUT)
        .setRetryPolicy(null)
        .build();
  }

  private CompletableResultCode watch(CompletableResultCode export) {
    return export.whenComplete(() -> exported(export.isSuccess()));
  }

  private void exported(boolean success) {
    if (success) {
      outage.set(false);
    } else if (outage.compareAndSet(false, true)) {
      warn.accept("no collector at " + endpoint + ", spans and logs are dropped until it answers");
    }
  }

  private final class Spans implements SpanExporter {
    private final Late<SpanExporter> exporter = new Late<>(Otlp.this::spanExporter);

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return watch(exporter.get().export(spans));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.ifMade(SpanExporter::flush);
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.ifMade(SpanExporter::shutdown);
    }
  }

  private final class Logs implements LogRecordExporter {
    private final Late<LogRecordExporter> exporter = new Late<>(Otlp.this::logExporter);

    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      return watch(exporter.get().export(logs));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.ifMade(LogRecordExporter::flush);
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.ifMade(LogRecordExporter::shutdown);
    }
  }
}
