package io.distributedlab.service.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry SDK of one service. The sampling decision is taken where a trace starts;
 * everybody else follows it.
 *
 * @param shutdown flushes and ends the SDK; may block for a moment
 */
record Signals(
    OpenTelemetry openTelemetry, RatioSampler sampler, Supplier<CompletableResultCode> shutdown) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  static Signals none() {
    return new Signals(OpenTelemetry.noop(), new RatioSampler(0), CompletableResultCode::ofSuccess);
  }

  static Signals of(TelemetryConfig config) {
    var disabled = Boolean.parseBoolean(config.env().get(DISABLED));
    var sampler = new RatioSampler(config.sample());
    var otlp = disabled ? null : otlp(config);
    var sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                spans(config, otlp, disabled ? Sampler.alwaysOff() : Sampler.parentBased(sampler)))
            .setLoggerProvider(logs(config, otlp))
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    return new Signals(sdk, sampler, sdk::shutdown);
  }

  private static SdkTracerProvider spans(
      TelemetryConfig config, @Nullable Otlp otlp, Sampler sampler) {
    var provider = SdkTracerProvider.builder().setResource(resource(config)).setSampler(sampler);
    if (config.store() != null) {
      provider.addSpanProcessor(config.store().spansOf(config.service()));
    }
    if (otlp != null) {
      provider.addSpanProcessor(otlp.spans());
    }
    return provider.build();
  }

  private static SdkLoggerProvider logs(TelemetryConfig config, @Nullable Otlp otlp) {
    var provider = SdkLoggerProvider.builder().setResource(resource(config));
    if (config.console() != null) {
      provider.addLogRecordProcessor(console(config.service(), config.console()));
    }
    if (config.store() != null) {
      provider.addLogRecordProcessor(config.store().logsOf(config.service()));
    }
    if (otlp != null) {
      provider.addLogRecordProcessor(otlp.logs());
    }
    return provider.build();
  }

  private static LogRecordProcessor console(String service, PrintStream out) {
    return (context, log) -> print(out, LogLine.of(service, log.toLogRecordData()));
  }

  @SuppressWarnings("SystemOut") // an outage of the collector has to be said somewhere
  private static @Nullable Otlp otlp(TelemetryConfig config) {
    var endpoint = config.env().get(ENDPOINT);
    if (endpoint == null || endpoint.isBlank()) {
      return null;
    }
    var out = config.console() == null ? System.err : config.console();
    return new Otlp(endpoint, message -> print(out, warning(config.service(), message)));
  }

  private static LogLine warning(String service, String message) {
    return new LogLine(Instant.now(), "WARN", service, message, null, null, Map.of());
  }

  private static void print(PrintStream out, LogLine line) {
    out.println(line.toJson().encode());
  }

  private static Resource resource(TelemetryConfig config) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.builder()
                    .put("service.name", config.service())
                    .put("service.namespace", "distributed-lab")
                    .put("lab", config.lab())
                    .put("lab.name", config.lab())
                    .build()));
  }
}
