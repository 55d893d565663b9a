package io.distributedlab.service.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything one service reports: its tracer, its meter registry and its log, shared with no other
 * service of the process.
 *
 * <p>Spans and log records go to the console (logs), the {@link TelemetryStore} and, when {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} is set, to a collector. Metrics are scraped. Nothing here makes a
 * request wait or fail.
 */
public final class Telemetry {
  private static final String SCOPE = "io.distributedlab";
  private static final long CLOSE_SECONDS = 2;

  private final boolean on;
  private final Signals signals;
  private final PrometheusMeterRegistry meters;
  private final @Nullable JvmGcMetrics jvm;
  private final Tracer tracer;
  private final Log log;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();

  private Telemetry(
      boolean on, Signals signals, PrometheusMeterRegistry meters, @Nullable JvmGcMetrics jvm) {
    this.on = on;
    this.signals = signals;
    this.meters = meters;
    this.jvm = jvm;
    tracer = signals.openTelemetry().getTracer(SCOPE);
    log = new Log(signals.openTelemetry().getLogsBridge().get(SCOPE), Clock.getDefault());
  }

  /** Telemetry as configured. */
  public static Telemetry create(TelemetryConfig config) {
    var meters = Meters.registry(config.service());
    var jvm = config.jvm() ? Meters.bindJvm(meters) : null;
    return new Telemetry(true, Signals.of(config), meters, jvm);
  }

  /** No tracing, no metrics, no logs: what a benchmark compares with. */
  public static Telemetry off(String service) {
    return new Telemetry(false, Signals.none(), Meters.none(service), null);
  }

  /**
   * Gives {@code options} and this telemetry to the builder of one Vert.x instance. The traffic of
   * HTTP servers and clients is not measured by Vert.x, because the service counts it; pools and
   * the event bus are. Which calls are traced is decided by the tracing policies of the callers.
   */
  public VertxBuilder instrument(VertxBuilder builder, VertxOptions options) {
    if (!on) {
      return builder.with(options);
    }
    options.setMetricsOptions(
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName(UUID.randomUUID().toString())
            .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER)
            .addDisabledMetricsCategory(MetricsDomain.HTTP_CLIENT)
            .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
            .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
            .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET));
    return builder
        .with(options)
        .withTracer(RepairedTracer.factory(signals.openTelemetry()))
        .withMetrics(new MicrometerMetricsFactory(meters));
  }

  /** Starts spans by hand; {@link #span} and {@link #consume} are the usual way. */
  public Tracer tracer() {
    return tracer;
  }

  /** The meters of this service, each with the tag {@code service}. */
  public MeterRegistry meters() {
    return meters;
  }

  /** The log of this service. */
  public Log log() {
    return log;
  }

  /**
   * The meters in the format the scraper asks for.
   *
   * @param accept value of the request header {@code Accept}
   */
  public Scrape scrape(@Nullable String accept) {
    return Scrape.of(meters, accept);
  }

  /**
   * Changes the share of new traces that is recorded. Traces that came from elsewhere keep the
   * decision that was taken there.
   *
   * @throws IllegalArgumentException when {@code ratio} is not within 0 to 1
   */
  public void sample(double ratio) {
    signals.sampler().ratio(ratio);
  }

  /**
   * An INTERNAL span around {@code work}, current in all its steps. It ends with the future: with
   * status ERROR and an exception event when that fails.
   */
  public <T> Future<T> span(String name, Function<Span, Future<T>> work) {
    return span(name, SpanKind.INTERNAL, work);
  }

  /**
   * A span that begins a trace of its own, linked to the current span and not a part of it: for
   * work that outlives the request which has set it off. Otherwise as {@link #span}.
   */
  public <T> Future<T> detached(String name, Function<Span, Future<T>> work) {
    if (!on) {
      return TraceContext.run(() -> work.apply(Span.getInvalid()));
    }
    var span =
        tracer.spanBuilder(name).setNoParent().addLink(Span.current().getSpanContext()).startSpan();
    return ended(span, TraceContext.with(Context.root().with(span), () -> work.apply(span)));
  }

  /**
   * A handler of messages or Kafka records whose CONSUMER span ends with the future of {@code
   * work}, so its duration is true. A failure sets the span to ERROR and is logged; what to do
   * about the message is up to {@code work}.
   *
   * <pre>{@code
   * bus.consumer("orders", telemetry.consume("process order", message -> store(message.body())));
   * kafka.handler(telemetry.consume("process order", record -> store(record.value())));
   * }</pre>
   *
   * @param name of the span
   */
  public <T> Handler<T> consume(String name, Function<? super T, ? extends Future<?>> work) {
    return event ->
        consumed(name, () -> work.apply(event).mapEmpty())
            .onFailure(failure -> log.error(name + " failed", failure));
  }

  /** Flushes and ends, within 2 s; what could not be delivered until then is lost. Never fails. */
  public Future<Void> close() {
    if (closing.compareAndSet(false, true)) {
      closed.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS);
      Thread.ofPlatform().daemon().name("telemetry-close").start(this::shutdown);
    }
    return Future.fromCompletionStage(closed);
  }

  private Future<Void> consumed(String name, Supplier<Future<Void>> work) {
    var reception = on ? Reception.current() : null;
    if (reception == null || !reception.hold()) {
      return span(name, SpanKind.CONSUMER, span -> work.get());
    }
    var span = reception.span().updateName(name);
    return ended(span, TraceContext.run(work));
  }

  private <T> Future<T> span(String name, SpanKind kind, Function<Span, Future<T>> work) {
    if (!on) {
      return TraceContext.run(() -> work.apply(Span.getInvalid()));
    }
    var span = tracer.spanBuilder(name).setSpanKind(kind).startSpan();
    var context = Context.current().with(span);
    return ended(span, TraceContext.with(context, () -> work.apply(span)));
  }

  private static <T> Future<T> ended(Span span, Future<T> result) {
    return result.onComplete(
        done -> {
          if (done.failed()) {
            SpanFailure.record(span, done.cause());
          }
          span.end();
        });
  }

  private void shutdown() {
    if (jvm != null) {
      jvm.close();
    }
    meters.close();
    signals.shutdown().get().whenComplete(() -> closed.complete(null));
  }
}
