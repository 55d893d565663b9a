package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** Loyalty points: one for every euro. Nothing takes them back. */
final class Points {
  private static final int CENTS_PER_POINT = 100;
  private static final String GIVE =
      "INSERT INTO points (saga_id, customer_id, points) VALUES ($1, $2, $3)";

  private Points() {}

  static Future<JsonObject> give(SqlConnection tx, JsonObject input) {
    var points = input.getLong("amount") / CENTS_PER_POINT;
    return run(
            tx,
            GIVE,
            UUID.fromString(input.getString("saga_id")),
            input.getString("customer_id"),
            points)
        .map(given -> new JsonObject().put("points", points));
  }
}
