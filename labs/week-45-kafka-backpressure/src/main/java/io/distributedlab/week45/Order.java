package io.distributedlab.week45;

import io.distributedlab.service.http.Json;
import io.vertx.core.buffer.Buffer;

/**
 * An order. Its id is its key in Kafka.
 *
 * @param timestamp when it was made, in epoch ms
 */
record Order(
    String orderId,
    String customerId,
    String product,
    int quantity,
    double price,
    long timestamp,
    String correlationId) {
  /** The product of an order that the sink can never process. */
  static final String POISON = "poison";

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws io.distributedlab.service.http.Problem malformed (400) or invalid (422)
   */
  static Order parse(String json) {
    return Json.read(Buffer.buffer(json), Order.class);
  }

  String toJson() {
    return Json.write(this).toString();
  }

  boolean hasProduct(String other) {
    return product.equals(other);
  }
}
