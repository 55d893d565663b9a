package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Books parcels with a carrier. */
final class Shipments {
  private static final List<String> CARRIERS = List.of("Northern Post", "Swift Parcel", "Blue Van");
  private static final String BOOK =
      """
      INSERT INTO shipments (id, saga_id, order_id, tracking_number, carrier)
      VALUES ($1, $2, $3, $4, $5)""";

  private Shipments() {}

  static Future<JsonObject> book(SqlConnection tx, JsonObject input) {
    var shipment = UUID.randomUUID();
    var tracking = "TRK-" + shipment.toString().substring(0, 13).toUpperCase(Locale.ROOT);
    var carrier = CARRIERS.get(Math.floorMod(shipment.hashCode(), CARRIERS.size()));
    return run(
            tx,
            BOOK,
            shipment,
            UUID.fromString(input.getString("saga_id")),
            input.getString("order_id"),
            tracking,
            carrier)
        .map(
            booked ->
                new JsonObject()
                    .put("shipment_id", shipment.toString())
                    .put("tracking_number", tracking)
                    .put("carrier", carrier));
  }

  static Future<JsonObject> cancel(SqlConnection tx, JsonObject input) {
    return run(
            tx,
            "UPDATE shipments SET state = 'CANCELLED' WHERE id = $1",
            UUID.fromString(input.getString("shipment_id")))
        .map(cancelled -> new JsonObject());
  }
}
