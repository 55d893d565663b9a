package io.distributedlab.week52;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller, the same for all its copies.
 *
 * @param requestId names the request
 * @param item what it is about
 * @param idempotencyKey with it, effects of one key are applied once
 */
record Order(HttpMethod method, String requestId, String item, @Nullable String idempotencyKey) {
  static final String REQUEST_ID = "X-Request-Id";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final String ALLOWED = "1 to 64 of letters, digits, '.', '_', '-'";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** From what a caller of the frontend sends: a path and headers. */
  static Order about(String item, Request request, HttpMethod method) {
    return new Order(
        method,
        name(REQUEST_ID, request.header(REQUEST_ID), fresh()),
        name("id", item, item),
        idempotencyKey(request));
  }

  /** One of several orders that a request causes. */
  static Order about(String item, HttpMethod method) {
    return new Order(method, fresh(), item, null);
  }

  /** From the query {@code request_id} and {@code item}; each stands in for the other. */
  static Order of(Request request, HttpMethod method) {
    var id = name("request_id", request.query("request_id"), fresh());
    return new Order(method, id, name("item", request.query("item"), id), idempotencyKey(request));
  }

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** Whether the same effect twice is no harm, or is prevented. */
  boolean repeatable() {
    return method.equals(HttpMethod.GET) || idempotencyKey != null;
  }

  boolean hasEffect() {
    return method.equals(HttpMethod.POST);
  }

  /** Where a service takes it. */
  String path() {
    return "/process?request_id=" + requestId + "&item=" + item;
  }

  private static @Nullable String idempotencyKey(Request request) {
    var key = request.header(IDEMPOTENCY_KEY);
    return key == null ? null : name(IDEMPOTENCY_KEY, key, key);
  }

  private static String name(String of, @Nullable String value, String absent) {
    var name = Objects.requireNonNullElse(value, absent);
    if (!NAME.matcher(name).matches()) {
      throw Problem.invalid(of, name, ALLOWED);
    }
    return name;
  }
}
