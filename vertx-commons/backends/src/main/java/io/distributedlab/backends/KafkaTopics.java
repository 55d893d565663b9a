package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of a broker that are not there yet. */
final class KafkaTopics {
  private static final Map<String, String> PATIENCE =
      Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "10000");

  private KafkaTopics() {}

  static Future<Void> create(Vertx vertx, Kafka kafka, String uri) {
    return kafka.topics().isEmpty()
        ? Future.succeededFuture()
        : with(
            vertx,
            uri,
            admin -> admin.listTopics().compose(there -> createMissing(admin, kafka, there)));
  }

  /** Lends an administration client; making one looks names up, which blocks. */
  static <T> Future<T> with(Vertx vertx, String uri, Function<KafkaAdminClient, Future<T>> use) {
    var options = Settings.over(Map.of("bootstrap.servers", uri), PATIENCE);
    return vertx
        .executeBlocking(() -> KafkaAdminClient.create(vertx, options))
        .compose(admin -> use.apply(admin).eventually(admin::close));
  }

  private static Future<Void> createMissing(
      KafkaAdminClient admin, Kafka kafka, Set<String> there) {
    var missing =
        kafka.topics().entrySet().stream()
            .filter(topic -> !there.contains(topic.getKey()))
            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
            .toList();
    return missing.isEmpty()
        ? Future.succeededFuture()
        : admin.createTopics(missing).recover(KafkaTopics::fineIfThere);
  }

  /** Another process made them at the same time. */
  private static Future<Void> fineIfThere(Throwable failure) {
    return failure instanceof TopicExistsException
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }
}
