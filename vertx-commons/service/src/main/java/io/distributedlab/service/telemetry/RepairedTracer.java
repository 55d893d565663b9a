package io.distributedlab.service.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.Context;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import io.vertx.tracing.opentelemetry.Operation;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The stock tracer of Vert.x, with what it leaves out: the trace context outlives the handler, a
 * failure and a status of 500 or more set the span's status to ERROR, a span of the event bus or of
 * Kafka is named after the address or topic, and a message without a reply makes PRODUCER and
 * CONSUMER spans. Requests for health, metrics and settings make no spans.
 */
final class RepairedTracer implements VertxTracer<Reception, Operation> {
  private static final String DESTINATION = "messaging.destination.name";
  private static final String STATUS_CODE = "http.response.status_code";
  private static final int SERVER_ERROR = 500;
  private static final Set<String> HOUSE_PATHS = Set.of("/health", "/ready", "/metrics");

  private final VertxTracer<Operation, Operation> stock;

  private RepairedTracer(VertxTracer<Operation, Operation> stock) {
    this.stock = stock;
  }

  @SuppressWarnings("unchecked") // the stock factory hides the payload type of its tracer
  static VertxTracerFactory factory(OpenTelemetry openTelemetry) {
    var stock = new OpenTelemetryTracingFactory(openTelemetry);
    return options -> new RepairedTracer((VertxTracer<Operation, Operation>) stock.tracer(options));
  }

  @Override
  public <R> @Nullable Reception receiveRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      Iterable<Entry<String, String>> headers,
      TagExtractor<R> tags) {
    if (request instanceof HttpServerRequest http && isHouse(http.path())) {
      return null;
    }
    var actual = kind(kind, request);
    var message = actual == SpanKind.MESSAGING;
    var name = message ? named("process", request, tags) : name(request, operation, tags);
    var received = stock.receiveRequest(context, actual, policy, request, name, headers, tags);
    return received == null ? null : TraceContext.keep(context, received, message);
  }

  @Override
  public <R> void sendResponse(
      Context context,
      @Nullable R response,
      @Nullable Reception reception,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (reception == null || reception.held()) {
      return;
    }
    var departed =
        failure instanceof StreamResetException || failure instanceof HttpClosedException;
    if (departed) {
      SpanFailure.cancelled(reception.span());
    } else if (failure != null) {
      SpanFailure.status(reception.span(), failure);
    } else if (response instanceof HttpServerResponse http
        && http.getStatusCode() >= SERVER_ERROR) {
      reception.span().setStatus(StatusCode.ERROR);
    }
    var told = departed ? null : failure;
    stock.sendResponse(context, response, reception.operation(), told, tags);
  }

  @Override
  public <R> @Nullable Operation sendRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    var name = name(request, operation, tags);
    var sent =
        stock.sendRequest(context, kind(kind, request), policy, request, name, headers, tags);
    if (sent != null && name.equals(operation)) {
      ClientSpans.peer(sent.span(), name);
      ClientSpans.began(sent.span());
    }
    return sent;
  }

  @Override
  public <R> void receiveResponse(
      Context context,
      @Nullable R response,
      @Nullable Operation sent,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (sent == null) {
      return;
    }
    var withdrawn = failure != null && ClientSpans.isWithdrawn(sent.span());
    if (withdrawn) {
      SpanFailure.cancelled(sent.span());
    } else if (failure != null) {
      SpanFailure.status(sent.span(), failure);
    } else if (response != null && isServerError(response, tags)) {
      sent.span().setStatus(StatusCode.ERROR);
    }
    var told = withdrawn ? null : failure;
    stock.receiveResponse(context, response, sent, told, tags);
  }

  @Override
  public void close() {
    stock.close();
  }

  /** Probes, scrapes and settings would drown the traces of the lab. */
  private static boolean isHouse(@Nullable String path) {
    return path != null && (HOUSE_PATHS.contains(path) || path.startsWith("/admin/"));
  }

  private static SpanKind kind(SpanKind kind, Object request) {
    return request instanceof Message<?> message && message.replyAddress() == null
        ? SpanKind.MESSAGING
        : kind;
  }

  private static <R> String name(R request, String operation, TagExtractor<R> tags) {
    if (request instanceof Message<?> message) {
      return named(message.replyAddress() == null ? operation : "request", request, tags);
    }
    return operation.equals("kafka_send") ? named("send", request, tags) : operation;
  }

  private static <R> String named(String verb, R request, TagExtractor<R> tags) {
    var destination = tag(request, tags, DESTINATION);
    return destination == null ? verb : verb + ' ' + destination;
  }

  private static <R> boolean isServerError(R response, TagExtractor<R> tags) {
    var status = tag(response, tags, STATUS_CODE);
    return status != null && status.startsWith("5");
  }

  private static <R> @Nullable String tag(R from, TagExtractor<R> tags, String name) {
    for (int i = 0; i < tags.len(from); i++) {
      if (name.equals(tags.name(from, i))) {
        return tags.value(from, i);
      }
    }
    return null;
  }
}
