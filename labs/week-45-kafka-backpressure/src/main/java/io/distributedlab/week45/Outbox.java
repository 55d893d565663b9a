package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to Kafka and tells when the broker has them. {@code send} of the client blocks
 * while its buffer is full or metadata are missing, so it runs on a worker thread; and because a
 * queue before a worker only moves the problem, the records not acknowledged yet are bounded.
 * Belongs to one event loop.
 */
final class Outbox {
  static final int MOST_UNACKNOWLEDGED = 5000;
  static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Producer<String, String> kafka;
  private int unacknowledged;

  private Outbox(Vertx vertx, Producer<String, String> kafka) {
    this.vertx = vertx;
    this.kafka = kafka;
  }

  /**
   * Opens one on the broker of the lab.
   *
   * @param lingerMs how long a record waits for others to be sent with
   */
  static Future<Outbox> open(Service service, int lingerMs) {
    var vertx = service.vertx();
    var settings = settings(service.backend("kafka"), lingerMs);
    return vertx
        .executeBlocking(() -> new KafkaProducer<String, String>(settings))
        .map(kafka -> new Outbox(vertx, kafka));
  }

  /**
   * Sends all of them, in this order. Each future is done when the broker has acknowledged its
   * record, or fails with 503 {@code kafka-unavailable} after at most {@link #DELIVERY_TIMEOUT} and
   * the wait for metadata.
   *
   * @throws Problem overloaded (503) when too many are not acknowledged yet; then none is sent
   */
  List<Future<RecordMetadata>> send(List<ProducerRecord<String, String>> records) {
    if (unacknowledged + records.size() > MOST_UNACKNOWLEDGED) {
      throw Problem.overloaded("too many orders are not acknowledged", Duration.ofSeconds(1));
    }
    unacknowledged += records.size();
    var promises = new ArrayList<Promise<RecordMetadata>>();
    records.forEach(record -> promises.add(Promise.promise()));
    var handedOver =
        vertx.executeBlocking(
            () -> {
              for (int i = 0; i < records.size(); i++) {
                send(records.get(i), promises.get(i));
              }
              return records.size();
            });
    handedOver.onFailure(failure -> promises.forEach(promise -> promise.tryFail(failure)));
    return promises.stream().map(this::acknowledgement).toList();
  }

  Future<RecordMetadata> send(ProducerRecord<String, String> record) {
    return send(List.of(record)).getFirst();
  }

  int unacknowledged() {
    return unacknowledged;
  }

  Future<Void> close() {
    return vertx
        .executeBlocking(
            () -> {
              kafka.close(CLOSE_TIMEOUT);
              return true;
            })
        .mapEmpty();
  }

  private void send(ProducerRecord<String, String> record, Promise<RecordMetadata> promise) {
    kafka.send(record, (metadata, failure) -> settle(promise, metadata, failure));
  }

  private Future<RecordMetadata> acknowledgement(Promise<RecordMetadata> promise) {
    return TraceContext.here(promise.future())
        .onComplete(done -> unacknowledged--)
        .recover(failure -> Future.failedFuture(unavailable(failure)));
  }

  private static void settle(
      Promise<RecordMetadata> promise,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {
    if (failure == null && metadata != null) {
      promise.tryComplete(metadata);
    } else {
      promise.tryFail(failure == null ? new IllegalStateException("no metadata") : failure);
    }
  }

  private static Problem unavailable(Throwable failure) {
    return Problem.of(503, "kafka-unavailable", "the broker has not taken the order")
        .with("reason", String.valueOf(failure.getMessage()))
        .with("retry_after_s", 1);
  }

  private static Map<String, Object> settings(String bootstrapServers, int lingerMs) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "key.serializer",
        StringSerializer.class.getName(),
        "value.serializer",
        StringSerializer.class.getName(),
        "acks",
        "all",
        "enable.idempotence",
        true,
        "linger.ms",
        lingerMs,
        "request.timeout.ms",
        2000,
        "delivery.timeout.ms",
        (int) DELIVERY_TIMEOUT.toMillis(),
        "max.block.ms",
        1000);
  }
}
