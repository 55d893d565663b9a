package io.distributedlab.week45;

import io.distributedlab.service.knobs.Knob;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** A topic that orders are sent to, and what else lies in Kafka. */
enum Topic {
  /** Partitions for up to six consumers. */
  ORDERS(6),
  /** A single partition: only one member of a group can have it. */
  ORDERS_P1(1);

  static final String GROUP = "order-processors";
  static final String DEAD_LETTERS = "orders.dlq";
  static final String EXPIRED = "orders.expired";

  private final int count;

  Topic(int count) {
    this.count = count;
  }

  /** Its name in Kafka. */
  String kafkaName() {
    return Knob.wireName(this);
  }

  int count() {
    return count;
  }

  List<TopicPartition> partitions() {
    return IntStream.range(0, count).mapToObj(p -> new TopicPartition(kafkaName(), p)).toList();
  }
}
