package io.distributedlab.experiment.load;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An answer kept whole. Fails to decode when its body is not what is asked for. */
public record Reply(int status, MultiMap headers, Buffer body) {
  public JsonObject json() {
    return body.toJsonObject();
  }

  public JsonArray array() {
    return body.toJsonArray();
  }
}
