package io.distributedlab.service.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A failure that a caller may see: an HTTP status and an RFC 9457 problem detail. It travels as the
 * cause of a failed future and is written to the wire in one place, {@link HttpService}. It has no
 * stack trace, so raising one under overload costs little.
 */
public final class Problem extends RuntimeException {
  public static final String MEDIA_TYPE = "application/problem+json";

  private final int status;
  private final String type;
  private final transient Map<String, Object> members;

  private Problem(int status, String type, String detail, Map<String, Object> members) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.members = members;
  }

  /**
   * A problem of a lab's own.
   *
   * @param type a short kebab-case name, for example {@code circuit-open}
   */
  public static Problem of(int status, String type, String detail) {
    return new Problem(status, type, detail, Map.of());
  }

  /** 400: the request cannot be read at all. */
  public static Problem malformed(String detail) {
    return of(400, "malformed", detail);
  }

  /** 422: readable, but the value of one field is not allowed. */
  public static Problem invalid(String name, Object value, String allowed) {
    return of(422, "invalid-value", "%s must be %s, not %s".formatted(name, allowed, value))
        .with("name", name)
        .with("value", value)
        .with("allowed", allowed);
  }

  /** 422: readable, but it names something that does not exist. */
  public static Problem unknown(String name, Collection<String> known) {
    var allowed = known.stream().sorted().collect(Collectors.joining(", "));
    return of(422, "unknown-name", "there is no %s; there is: %s".formatted(name, allowed))
        .with("name", name)
        .with("allowed", allowed);
  }

  /**
   * Lets only known names pass.
   *
   * @throws Problem {@link #unknown} (422), of the first that is not
   */
  public static void refuseUnknown(Collection<String> names, Collection<String> known) {
    for (var name : names) {
      if (!known.contains(name)) {
        throw unknown(name, known);
      }
    }
  }

  /** 404: there is nothing under this path or key. */
  public static Problem notFound(String detail) {
    return of(404, "not-found", detail);
  }

  /** 409: the state of the resource does not allow the request. */
  public static Problem conflict(String detail) {
    return of(409, "conflict", detail);
  }

  /** 412: a precondition of the caller does not hold. */
  public static Problem preconditionFailed(String detail) {
    return of(412, "precondition-failed", detail);
  }

  /** 503: refused to protect the service; {@code retryAfter} is rounded up to whole seconds. */
  public static Problem overloaded(String detail, Duration retryAfter) {
    return of(503, "overloaded", detail)
        .with("retry_after_s", Math.max(1, (retryAfter.toMillis() + 999) / 1000));
  }

  /** 502: the peer could not be reached or answered with a failure of its own. */
  public static Problem peerFailed(String hop, String detail) {
    return of(502, "peer-failed", detail).with("hop", hop);
  }

  /** 504: no answer of the peer in time. Whether it did the work is unknown. */
  public static Problem peerLate(String hop, Duration waited) {
    return of(504, "peer-late", "no answer of %s in %d ms".formatted(hop, waited.toMillis()))
        .with("hop", hop);
  }

  /** 500: a defect of the service. Nothing of the cause is told to the caller. */
  static Problem internal() {
    return of(500, "internal", "the service failed; its log has the reason");
  }

  /** Any failure as a problem: itself if it is one, otherwise 500. */
  public static Problem from(Throwable failure) {
    return failure instanceof Problem problem ? problem : internal();
  }

  /** This problem with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, type, detail(), Collections.unmodifiableMap(more));
  }

  public int status() {
    return status;
  }

  /** Whether the fault is on this side: 5xx. */
  public boolean isFault() {
    return status >= 500;
  }

  public String type() {
    return type;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public Map<String, Object> members() {
    return members;
  }

  /** The wire form, {@code application/problem+json}. */
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", "/problems/" + type)
            .put("title", type.replace('-', ' '))
            .put("status", status)
            .put("detail", detail());
    members.forEach(json::put);
    return json;
  }

  /** Reads the wire form back, as a caller over HTTP or the event bus receives it. */
  public static Problem fromJson(JsonObject json) {
    var members = new LinkedHashMap<>(json.getMap());
    var type = String.valueOf(members.remove("type"));
    members.remove("title");
    var status = members.remove("status");
    var detail = String.valueOf(members.remove("detail"));
    return new Problem(
        status instanceof Number number ? number.intValue() : 500,
        type.substring(type.lastIndexOf('/') + 1),
        detail,
        Collections.unmodifiableMap(members));
  }
}
