package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.common.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The structured log of one service. Every record carries the trace id and span id of the context
 * it is written in.
 *
 * <pre>{@code
 * log.info("request served", Log.with("path", path).and("latency_ms", 41));
 * }</pre>
 */
public final class Log {
  private static final String EXCEPTION = "exception";

  private final Logger logger;
  private final Clock clock;

  Log(Logger logger, Clock clock) {
    this.logger = logger;
    this.clock = clock;
  }

  /** Starts the attributes of a record. */
  public static Fields with(String key, Object value) {
    return new Fields().and(key, value);
  }

  /** Something happened as it should. */
  public void info(String message) {
    emit(Severity.INFO, message, Attributes.empty());
  }

  /** Something happened as it should. */
  public void info(String message, Fields fields) {
    emit(Severity.INFO, message, fields.build());
  }

  /** Something went wrong and was dealt with. */
  public void warn(String message) {
    emit(Severity.WARN, message, Attributes.empty());
  }

  /** Something went wrong and was dealt with. */
  public void warn(String message, Fields fields) {
    emit(Severity.WARN, message, fields.build());
  }

  /** Something failed; the attribute {@code exception} names type and message of the cause. */
  public void error(String message, Throwable cause) {
    error(message, cause, new Fields());
  }

  /** Something failed; the attribute {@code exception} names type and message of the cause. */
  public void error(String message, Throwable cause, Fields fields) {
    emit(Severity.ERROR, message, fields.and(EXCEPTION, cause).build());
  }

  private void emit(Severity severity, String message, Attributes attributes) {
    logger
        .logRecordBuilder()
        .setTimestamp(clock.now(), TimeUnit.NANOSECONDS)
        .setSeverity(severity)
        .setSeverityText(severity.name())
        .setBody(message)
        .setAllAttributes(attributes)
        .emit();
  }

  /** Attributes of one record, in no particular order. */
  public static final class Fields {
    private final AttributesBuilder attributes = Attributes.builder();

    private Fields() {}

    /** Adds an attribute; numbers and booleans keep their type, anything else is its text. */
    public Fields and(String key, Object value) {
      switch (value) {
        case Integer number -> attributes.put(key, number.longValue());
        case Long number -> attributes.put(key, number);
        case Number number -> attributes.put(key, number.doubleValue());
        case Boolean flag -> attributes.put(key, flag);
        default -> attributes.put(key, value.toString());
      }
      return this;
    }

    private Attributes build() {
      return attributes.build();
    }
  }
}
