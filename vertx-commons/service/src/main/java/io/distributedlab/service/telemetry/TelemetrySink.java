package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Where the finished spans and the log records of the services of a process go. */
public sealed interface TelemetrySink permits TelemetryStore, TelemetryLines {
  /** Takes the finished spans of one service. */
  SpanProcessor spansOf(String service);

  /** Takes the log records of one service. */
  LogRecordProcessor logsOf(String service);
}
