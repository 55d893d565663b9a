package io.distributedlab.service.telemetry;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;

/**
 * Reserves the place of the trace context in the contexts of every Vert.x instance. A Vert.x
 * instance that was made before the place existed throws on {@code Span.current()}.
 */
public final class TraceContextRegistration implements VertxServiceProvider {
  @Override
  public void init(VertxBootstrap bootstrap) {
    var unused = new OpenTelemetryTracingFactory();
  }
}
