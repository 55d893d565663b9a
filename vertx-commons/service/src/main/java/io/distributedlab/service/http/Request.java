package io.distributedlab.service.http;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.time.Clock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An HTTP request as a route sees it: read-only, body complete. */
public final class Request {
  private final RoutingContext context;
  private final Deadline deadline;

  Request(RoutingContext context, Clock clock) {
    this.context = context;
    this.deadline = Deadline.parse(header(Deadline.HEADER), clock);
  }

  /** Path below the host, without the query. */
  public String path() {
    return context.request().path();
  }

  /** The part of the path that {@code :name} in the route stands for. */
  public String param(String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  public @Nullable String header(String name) {
    return context.request().getHeader(name);
  }

  public @Nullable String query(String name) {
    return context.request().getParam(name);
  }

  /**
   * A query parameter with a type, a default and a range.
   *
   * @throws Problem invalid (422)
   */
  public <T> T query(Knob<T> parameter) {
    return parameter.parseText(query(parameter.name()));
  }

  /** When the caller stops waiting; {@link Deadline#NONE} if it does not say. */
  public Deadline deadline() {
    return deadline;
  }

  /** Whether the caller has gone, so that no answer can reach it. */
  public boolean abandoned() {
    return context.response().closed() && !context.response().ended();
  }

  /** Runs {@code action}, once, when the caller leaves before it has its answer. */
  public void onDeparture(Runnable action) {
    context.addEndHandler(
        sent -> {
          if (sent.failed()) {
            action.run();
          }
        });
  }

  /**
   * The body as a record.
   *
   * @throws Problem 415 without a JSON media type, 400 when it is not JSON, 422 when it does not
   *     fit
   */
  public <T> T body(Class<T> type) {
    return Json.read(jsonBody(), type);
  }

  /**
   * The body as a JSON object.
   *
   * @throws Problem 415 without a JSON media type, 400 when it is not a JSON object
   */
  public JsonObject json() {
    var body = jsonBody();
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw Problem.malformed("the body is not a JSON object");
    }
  }

  private Buffer jsonBody() {
    var mediaType = header("Content-Type");
    if (mediaType == null || !mediaType.split(";", 2)[0].trim().equalsIgnoreCase(Reply.JSON)) {
      throw Problem.of(415, "unsupported-media-type", "send the body as " + Reply.JSON)
          .with("allowed", Reply.JSON);
    }
    var body = context.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }
}
