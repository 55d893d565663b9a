package io.distributedlab.week45;

import io.distributedlab.service.http.Json;
import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes orders: all of it drawn, or what the caller leaves out.
 *
 * @param random of everything that is drawn
 */
record OrderForm(RandomGenerator random) {
  private static final List<String> PRODUCTS = List.of("laptop", "phone", "tablet", "monitor");
  private static final int CUSTOMERS = 1000;
  private static final int LONGEST_ID = 100;
  private static final HexFormat HEX = HexFormat.of();

  /** An order of nobody in particular. */
  Order blank(Instant now, double poisonShare) {
    var poisoned = random.nextDouble() < poisonShare;
    return new Order(
        "order-" + HEX.toHexDigits(random.nextLong()),
        "customer-" + random.nextInt(CUSTOMERS),
        poisoned ? Order.POISON : PRODUCTS.get(random.nextInt(PRODUCTS.size())),
        1 + random.nextInt(5),
        10 + random.nextInt(99_000) / 100.0,
        now.toEpochMilli(),
        HEX.toHexDigits(random.nextLong()));
  }

  /**
   * An order with what the caller says instead of what was drawn.
   *
   * @throws Problem unknown or invalid (422)
   */
  Order filled(JsonObject given, Instant now, double poisonShare) {
    var drawn = new JsonObject(blank(now, poisonShare).toJson());
    var order = Json.read(drawn.mergeIn(given).toBuffer(), Order.class);
    require(!order.orderId().isBlank(), "order_id", order.orderId(), "not empty");
    require(order.orderId().length() <= LONGEST_ID, "order_id", "longer", "at most 100 characters");
    require(order.quantity() >= 1, "quantity", order.quantity(), "at least 1");
    require(order.price() >= 0, "price", order.price(), "not negative");
    require(order.timestamp() >= 0, "timestamp", order.timestamp(), "epoch ms");
    return order;
  }

  private static void require(boolean holds, String field, Object value, String allowed) {
    if (!holds) {
      throw Problem.invalid(field, value, allowed);
    }
  }
}
