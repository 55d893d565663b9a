package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients of one broker with the settings the labs use. */
record KafkaFixture(String bootstrapServers) {
  Future<Void> topic(Vertx vertx, String topic) {
    var admin = KafkaAdminClient.create(vertx, Map.of("bootstrap.servers", bootstrapServers));
    return admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).eventually(admin::close);
  }

  KafkaProducer<String, String> producer(Vertx vertx) {
    return KafkaProducer.create(
        vertx,
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "key.serializer",
            StringSerializer.class.getName(),
            "value.serializer",
            StringSerializer.class.getName(),
            "acks",
            "all",
            "enable.idempotence",
            "true"));
  }

  KafkaConsumer<String, String> consumer(Vertx vertx, String group) {
    KafkaConsumer<String, String> consumer =
        KafkaConsumer.create(
            vertx,
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                StringDeserializer.class.getName(),
                "group.id",
                group,
                "session.timeout.ms",
                "1000",
                "heartbeat.interval.ms",
                "200",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false"));
    return consumer.pollTimeout(Duration.ofMillis(100));
  }
}
