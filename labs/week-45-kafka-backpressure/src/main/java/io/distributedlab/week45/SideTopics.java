package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where orders go that are not processed: with the same key and value, and the reason in headers.
 */
final class SideTopics {
  /** The next order of a lane waits until this one is put aside, so there is nothing to gather. */
  static final int LINGER_MS = 0;

  private static final long AGAIN_MS = 1000;

  private final Service service;
  private final Outbox outbox;
  private boolean closed;

  SideTopics(Service service, Outbox outbox) {
    this.service = service;
    this.outbox = outbox;
  }

  /** Done when the broker has it: only then may the order be committed. Tries until then. */
  Future<Void> send(String topic, Delivery delivery, Map<String, String> reason) {
    return Future.succeededFuture(record(topic, delivery, reason))
        .compose(outbox::send)
        .<Void>mapEmpty()
        .recover(
            failure ->
                closed
                    ? Future.failedFuture(failure)
                    : service
                        .vertx()
                        .timer(AGAIN_MS)
                        .compose(waited -> send(topic, delivery, reason)));
  }

  Future<Void> close() {
    closed = true;
    return outbox.close();
  }

  private static ProducerRecord<String, String> record(
      String topic, Delivery delivery, Map<String, String> reason) {
    var record = new ProducerRecord<>(topic, delivery.key(), delivery.value());
    reason.forEach((name, value) -> header(record, name, value));
    header(record, "source_topic", delivery.topic());
    header(record, "source_partition", String.valueOf(delivery.partition()));
    header(record, "source_offset", String.valueOf(delivery.offset()));
    OrderTrace.inject(Context.current(), record.headers());
    return record;
  }

  private static void header(ProducerRecord<String, String> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
