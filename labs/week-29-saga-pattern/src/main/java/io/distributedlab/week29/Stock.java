package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Reserves stock, gives it back, sells it. Reserved is not sold: a semantic lock. Quantities are
 * changed by {@code available = available - q WHERE available >= q}, a commutative update, so
 * concurrent sagas need no order among each other. Both: Lars Frank and Torben Zahle, "Semantic
 * ACID Properties in Multidatabases Using Remote Procedure Calls and Update Propagations" (1998).
 */
final class Stock {
  private static final String TAKE =
      """
      UPDATE products SET available = available - $2, reserved = reserved + $2
      WHERE id = $1 AND available >= $2""";
  private static final String GIVE_BACK =
      "UPDATE products SET available = available + $2, reserved = reserved - $2 WHERE id = $1";
  private static final String SELL =
      "UPDATE products SET reserved = reserved - $2, sold = sold + $2 WHERE id = $1";
  private static final String END =
      "UPDATE reservations SET state = $2 WHERE id = $1 AND state = 'RESERVED' RETURNING items";

  private Stock() {}

  static Future<JsonObject> reserve(SqlConnection tx, JsonObject input) {
    var reservation = UUID.randomUUID();
    var items = input.getJsonArray("items");
    return each(tx, items, Stock::take)
        .compose(
            taken ->
                run(
                    tx,
                    "INSERT INTO reservations (id, saga_id, order_id, items) VALUES ($1, $2, $3, $4)",
                    reservation,
                    UUID.fromString(input.getString("saga_id")),
                    input.getString("order_id"),
                    items))
        .map(made -> new JsonObject().put("reservation_id", reservation.toString()));
  }

  static Future<JsonObject> release(SqlConnection tx, JsonObject input) {
    return end(tx, input, "RELEASED", GIVE_BACK);
  }

  static Future<JsonObject> commit(SqlConnection tx, JsonObject input) {
    return end(tx, input, "SOLD", SELL);
  }

  private static Future<JsonObject> end(
      SqlConnection tx, JsonObject input, String state, String update) {
    var reservation = UUID.fromString(input.getString("reservation_id"));
    return run(tx, END, reservation, state)
        .compose(
            ended ->
                ended.size() == 0
                    ? Future.failedFuture(Problem.conflict("the reservation is not open"))
                    : each(
                        tx,
                        ended.iterator().next().getJsonArray("items"),
                        (same, item) -> change(same, update, item).mapEmpty()))
        .map(changed -> new JsonObject());
  }

  private static Future<Void> take(SqlConnection tx, JsonObject item) {
    return change(tx, TAKE, item)
        .compose(
            rows ->
                rows == 1 ? Future.succeededFuture() : refuse(tx, item.getString("product_id")));
  }

  private static Future<Integer> change(SqlConnection tx, String update, JsonObject item) {
    return run(tx, update, item.getString("product_id"), item.getInteger("quantity"))
        .map(rows -> rows.rowCount());
  }

  private static Future<Void> refuse(SqlConnection tx, String product) {
    return run(tx, "SELECT id FROM products ORDER BY id")
        .compose(
            rows -> {
              var known =
                  Database.array(rows).stream().map(row -> ((JsonObject) row).getString("id"));
              var ids = known.toList();
              return Future.failedFuture(
                  ids.contains(product)
                      ? Problem.of(409, "out-of-stock", "there is not enough of " + product)
                      : Problem.unknown("product " + product, ids));
            });
  }

  private interface Each {
    Future<Void> of(SqlConnection tx, JsonObject item);
  }

  /** One after the other, by product: sagas that want the same products never wait in a circle. */
  private static Future<Void> each(SqlConnection tx, JsonArray items, Each work) {
    List<JsonObject> sorted =
        items.stream()
            .map(JsonObject.class::cast)
            .sorted(Comparator.comparing(item -> item.getString("product_id")))
            .toList();
    Future<Void> all = Future.succeededFuture();
    for (var item : sorted) {
      all = all.compose(done -> work.of(tx, item));
    }
    return all;
  }
}
