package io.distributedlab.bench;

import io.distributedlab.service.telemetry.Log;
import java.util.function.Supplier;

/** The log lines of requests, on or off. */
record RequestLog(Log log, boolean on) {
  void info(String message, Supplier<Log.Fields> fields) {
    if (on) {
      log.info(message, fields.get());
    }
  }
}
