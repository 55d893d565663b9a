package io.distributedlab.service.telemetry;

import java.util.function.Supplier;

/**
 * A log record as the store holds it.
 *
 * @param traceId empty when it belongs to no trace
 */
record EmittedLog(String traceId, Supplier<LogLine> line) {
  LogLine toLine() {
    return line.get();
  }
}
