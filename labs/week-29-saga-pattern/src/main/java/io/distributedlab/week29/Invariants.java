package io.distributedlab.week29;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What must hold when all sagas are over, counted over what the services have stored:
 *
 * <ul>
 *   <li>(M) money: charged minus refunded is the amount if the order is confirmed for good, else 0
 *   <li>(S) stock: initial = available + reserved + sold, nothing is reserved, and as much is sold
 *       as confirmed orders have bought
 *   <li>(D) at most one charge of a saga is in effect
 *   <li>(T) every saga has ended
 * </ul>
 *
 * @param money sagas that break M
 * @param stock products that break S
 * @param duplicates sagas that break D
 * @param open sagas that break T
 * @param orphans sagas with money taken whose order is not confirmed for good: part of M
 */
record Invariants(long money, long stock, long duplicates, long open, long orphans) {

  /**
   * @param orders as the order service lists them
   * @param ledger net amount and effective charges by saga
   * @param products the stock
   */
  static Invariants of(JsonArray orders, JsonArray ledger, JsonArray products) {
    var all = objects(orders);
    var charged = new HashMap<String, JsonObject>();
    objects(ledger).forEach(line -> charged.put(line.getString("saga_id"), line));
    return new Invariants(
        count(all, order -> net(order, charged) != due(order)),
        count(objects(products), product -> !balanced(product, sold(all))),
        count(objects(ledger), line -> line.getInteger("effective") > 1),
        count(all, order -> !order.getBoolean("closed")),
        count(all, order -> net(order, charged) > due(order) && due(order) == 0));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("money", money)
        .put("stock", stock)
        .put("duplicates", duplicates)
        .put("open", open)
        .put("orphans", orphans);
  }

  private static long net(JsonObject order, Map<String, JsonObject> charged) {
    var line = charged.get(order.getString("saga_id"));
    return line == null ? 0 : line.getLong("net");
  }

  private static long due(JsonObject order) {
    return completed(order) ? order.getLong("amount") : 0;
  }

  /** Whether the order is confirmed for good: what its customer has bought. */
  static boolean completed(JsonObject order) {
    return order.getBoolean("closed") && order.getString("state").equals("CONFIRMED");
  }

  private static Map<String, Integer> sold(List<JsonObject> orders) {
    var sold = new HashMap<String, Integer>();
    orders.stream()
        .filter(Invariants::completed)
        .flatMap(order -> objects(order.getJsonArray("items")).stream())
        .forEach(
            item ->
                sold.merge(
                    item.getString("product_id"), item.getInteger("quantity"), Integer::sum));
    return sold;
  }

  private static boolean balanced(JsonObject product, Map<String, Integer> sold) {
    int gone = product.getInteger("sold");
    return product.getInteger("reserved") == 0
        && product.getInteger("initial") == product.getInteger("available") + gone
        && gone == sold.getOrDefault(product.getString("id"), 0);
  }

  private static long count(List<JsonObject> rows, Predicate<JsonObject> which) {
    return rows.stream().filter(which).count();
  }

  private static List<JsonObject> objects(JsonArray rows) {
    return rows.stream().map(JsonObject.class::cast).toList();
  }
}
