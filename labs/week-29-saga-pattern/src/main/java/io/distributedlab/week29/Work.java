package io.distributedlab.week29;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;

/**
 * What a participant does for a saga, in the transaction of whoever asks for it. It fails with a
 * 4xx {@link io.distributedlab.service.http.Problem} when it definitely refuses, with anything else
 * when it could not decide.
 */
@FunctionalInterface
interface Work {
  /** Returns what later steps and the undoing need to know. */
  Future<JsonObject> run(SqlConnection tx, JsonObject input);
}
