package io.distributedlab.service.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** A 2xx answer of a peer, body complete. */
public record PeerReply(int status, MultiMap headers, Buffer body) {
  public JsonObject json() {
    return body.toJsonObject();
  }

  /** The body as a record. */
  public <T> T as(Class<T> type) {
    return Json.read(body, type);
  }
}
