package io.distributedlab.service.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer with a status, headers and a body that is ready to be sent. */
public record Reply(int status, Map<String, String> headers, Buffer body) {
  static final String JSON = "application/json";

  /** 200 with a JSON body. */
  public static Reply ok(Object body) {
    return json(200, body);
  }

  /** 202: taken over, not done yet. */
  public static Reply accepted(Object body) {
    return json(202, body);
  }

  /** 204 without a body. */
  public static Reply empty() {
    return new Reply(204, Map.of(), Buffer.buffer());
  }

  /** Any status with a record, map, list or Vert.x JSON value as body. */
  public static Reply json(int status, Object body) {
    return new Reply(status, Map.of("Content-Type", JSON), Json.write(body));
  }

  /** 200 with text of another media type. */
  public static Reply text(String mediaType, String body) {
    return new Reply(200, Map.of("Content-Type", mediaType), Buffer.buffer(body));
  }

  static Reply of(Problem problem) {
    var reply =
        new Reply(
            problem.status(),
            Map.of("Content-Type", Problem.MEDIA_TYPE),
            problem.toJson().toBuffer());
    var retryAfter = problem.members().get("retry_after_s");
    return retryAfter == null ? reply : reply.header("Retry-After", retryAfter.toString());
  }

  /** This reply with one more header. */
  public Reply header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
