package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** Takes money and gives it back. A refund is a second line of the account, not an absence. */
final class Charges {
  /** What a customer of this bank begins with, in cents. */
  private static final long FIRST_BALANCE = 100_000_000_000L;

  private static final String OPEN =
      "INSERT INTO accounts (customer_id, balance) VALUES ($1, $2) ON CONFLICT DO NOTHING";
  private static final String TAKE =
      "UPDATE accounts SET balance = balance - $2 WHERE customer_id = $1 AND balance >= $2";
  private static final String CHARGE =
      """
      INSERT INTO charges (id, saga_id, order_id, customer_id, kind, amount)
      VALUES ($1, $2, $3, $4, 'CHARGE', $5)""";
  private static final String REFUND =
      """
      WITH back AS (
        INSERT INTO charges (id, saga_id, order_id, customer_id, kind, amount, refunds)
        SELECT $1, saga_id, order_id, customer_id, 'REFUND', amount, id FROM charges
        WHERE id = $2 AND kind = 'CHARGE'
        RETURNING customer_id, amount)
      UPDATE accounts a SET balance = a.balance + back.amount FROM back
      WHERE a.customer_id = back.customer_id""";

  private Charges() {}

  static Future<JsonObject> charge(SqlConnection tx, JsonObject input) {
    var charge = UUID.randomUUID();
    var customer = input.getString("customer_id");
    var amount = input.getLong("amount");
    return run(tx, OPEN, customer, FIRST_BALANCE)
        .compose(open -> run(tx, TAKE, customer, amount))
        .compose(
            taken ->
                taken.rowCount() == 1
                    ? run(
                        tx,
                        CHARGE,
                        charge,
                        UUID.fromString(input.getString("saga_id")),
                        input.getString("order_id"),
                        customer,
                        amount)
                    : Future.failedFuture(
                        Problem.of(409, "no-funds", customer + " does not have that much")))
        .map(noted -> new JsonObject().put("charge_id", charge.toString()));
  }

  static Future<JsonObject> refund(SqlConnection tx, JsonObject input) {
    var refund = UUID.randomUUID();
    return run(tx, REFUND, refund, UUID.fromString(input.getString("charge_id")))
        .map(noted -> new JsonObject().put("refund_id", refund.toString()));
  }
}
