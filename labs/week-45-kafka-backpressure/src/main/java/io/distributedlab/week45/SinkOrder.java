package io.distributedlab.week45;

import java.util.List;

/** An order and where it lay, as a consumer brings it to the sink. */
record SinkOrder(Order order, int partition, long offset) {
  static SinkOrder of(Delivery delivery) {
    return new SinkOrder(Order.parse(delivery.value()), delivery.partition(), delivery.offset());
  }

  /** Many at once. */
  record Bulk(List<SinkOrder> orders) {
    Bulk {
      orders = List.copyOf(orders);
    }
  }

  /**
   * What the sink could not do of a bulk call.
   *
   * @param failed ids of orders
   */
  record BulkReply(List<String> failed) {
    BulkReply {
      failed = List.copyOf(failed);
    }
  }
}
