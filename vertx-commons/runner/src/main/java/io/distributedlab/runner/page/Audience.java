package io.distributedlab.runner.page;

import io.vertx.core.json.JsonObject;

/** Who hears events: one page, or all that are open. */
interface Audience {
  void hear(String event, JsonObject data);
}
