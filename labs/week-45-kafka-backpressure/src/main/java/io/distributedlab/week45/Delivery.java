package io.distributedlab.week45;

import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record as a consumer got it.
 *
 * @param timestamp CreateTime: when the order was made, epoch ms
 * @param trace what its producer was doing
 * @param polledAt monotonic time in ns
 */
record Delivery(
    Assignment assignment,
    long offset,
    String key,
    String value,
    long timestamp,
    Context trace,
    long polledAt) {
  static Delivery of(Assignment assignment, ConsumerRecord<String, String> record) {
    return new Delivery(
        assignment,
        record.offset(),
        record.key(),
        record.value(),
        record.timestamp(),
        OrderTrace.extract(record.headers()),
        System.nanoTime());
  }

  String topic() {
    return assignment.partition().topic();
  }

  int partition() {
    return assignment.partition().partition();
  }
}
