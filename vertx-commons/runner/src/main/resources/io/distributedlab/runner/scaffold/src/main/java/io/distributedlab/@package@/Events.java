package io.distributedlab.@package@;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.kafka.client.common.PartitionInfo;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.kafka.client.producer.RecordMetadata;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends an event for each request to Kafka. */
final class Events {
  static final String TOPIC = "requests";

  private static final long CLOSE_MS = 1000;

  private final Future<KafkaProducer<String, String>> kafka;

  /** Making a producer reads files and resolves names: not on an event loop. */
  Events(Service service) {
    var settings = settings(service.backend("kafka"));
    this.kafka =
        service.vertx().executeBlocking(() -> KafkaProducer.create(service.vertx(), settings));
  }

  /** Done when Kafka knows the topic. */
  Future<List<PartitionInfo>> ready() {
    return kafka.compose(producer -> producer.partitionsFor(TOPIC));
  }

  /** The offset of the event, once the broker has it; a 502 problem when it does not get it. */
  Future<Long> send(String event) {
    var record = KafkaProducerRecord.<String, String>create(TOPIC, event);
    return TraceContext.here(kafka.compose(producer -> producer.send(record)))
        .map(RecordMetadata::getOffset)
        .recover(
            failure -> Future.failedFuture(Problem.peerFailed("kafka", "Kafka: " + failure)));
  }

  Future<Void> close() {
    return kafka.compose(producer -> producer.close(CLOSE_MS));
  }

  private static Map<String, String> settings(String servers) {
    return Map.of(
        "bootstrap.servers", servers,
        "key.serializer", StringSerializer.class.getName(),
        "value.serializer", StringSerializer.class.getName(),
        "acks", "all",
        "max.block.ms", "1000",
        "request.timeout.ms", "1000",
        "delivery.timeout.ms", "2000");
  }
}
