package io.distributedlab.experiment.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one arrival sends.
 *
 * @param abortAfter the caller leaves this long after the intended time, or never
 * @param key what it is about (an item, an account), kept in the sample
 */
public record Request(
    HttpMethod method,
    String path,
    Map<String, String> headers,
    @Nullable Buffer body,
    @Nullable Duration abortAfter,
    @Nullable String key) {

  /** Chooses the request of an arrival; {@code random} is seeded by the arrival's index. */
  @FunctionalInterface
  public interface Source {
    Request request(int index, SplittableRandom random);
  }

  public Request {
    headers = Map.copyOf(headers);
  }

  public static Request get(String path) {
    return bare(HttpMethod.GET, path);
  }

  public static Request delete(String path) {
    return bare(HttpMethod.DELETE, path);
  }

  /** A POST of this record or map as JSON. */
  public static Request post(String path, Object json) {
    return get(path).with(HttpMethod.POST, json);
  }

  /** A PUT of this record or map as JSON. */
  public static Request put(String path, Object json) {
    return get(path).with(HttpMethod.PUT, json);
  }

  public Request header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, more, body, abortAfter, key);
  }

  public Request abortAfter(Duration after) {
    return new Request(method, path, headers, body, after, key);
  }

  public Request key(String about) {
    return new Request(method, path, headers, body, abortAfter, about);
  }

  private static Request bare(HttpMethod method, String path) {
    return new Request(method, path, Map.of(), null, null, null);
  }

  private Request with(HttpMethod other, Object json) {
    return new Request(other, path, headers, Json.encodeToBuffer(json), null, key)
        .header("Content-Type", "application/json");
  }
}
