package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.kafka.client.producer.RecordMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The Vert.x Kafka client of this stack with kafka-clients 3.9 against a broker of 3.9. */
class KafkaClientTest {
  private static final int RECORDS = 10;

  private static final Vertx vertx = Vertx.vertx();
  private static final EmbeddedKafka kafka =
      new EmbeddedKafka(vertx, Kafka.named("kafka-client"), 0);

  private final KafkaFixture clients = new KafkaFixture(kafka.uri());
  private TopicPartition partition = new TopicPartition();

  @BeforeAll
  static void start() throws Exception {
    Await.result(kafka.start());
  }

  @AfterAll
  static void stop() throws Exception {
    Await.result(kafka.stop());
    Await.result(vertx.close());
  }

  @BeforeEach
  void sendRecords(TestInfo test) throws Exception {
    var topic = test.getTestMethod().orElseThrow().getName();
    partition = new TopicPartition(topic, 0);
    Await.result(clients.topic(vertx, topic));
    var producer = clients.producer(vertx);
    var sent =
        IntStream.range(0, RECORDS)
            .mapToObj(i -> producer.send(KafkaProducerRecord.create(topic, "key", "value-" + i)))
            .toList();
    List<RecordMetadata> acknowledged = Await.result(Future.all(sent)).list();
    assertThat(acknowledged)
        .extracting(RecordMetadata::getOffset)
        .containsExactlyElementsOf(LongStream.range(0, RECORDS).boxed().toList());
    Await.result(producer.close());
  }

  @Test
  void receivesWhatWasSentInOrder() throws Exception {
    assertThat(AppInfoParser.getVersion()).isEqualTo("3.9.2");
    var consumer = clients.consumer(vertx, "all");
    var values = new ArrayList<String>();
    var all = Promise.<List<String>>promise();
    consumer.handler(
        record -> {
          values.add(record.value());
          if (values.size() == RECORDS) {
            all.complete(values);
          }
        });
    Await.result(consumer.subscribe(partition.getTopic()));
    assertThat(Await.result(all.future()))
        .isEqualTo(IntStream.range(0, RECORDS).mapToObj(i -> "value-" + i).toList());
    Await.result(consumer.close());
  }

  /**
   * A consumer that commits what it handled, and no more, is followed by one that does the rest.
   */
  @Test
  void commitOfOneRecordLeavesTheOthersToTheNextConsumer() throws Exception {
    var consumer = clients.consumer(vertx, "one-by-one");
    var first = Await.result(first(consumer));
    var next = new OffsetAndMetadata(first.offset() + 1, "");
    Await.result(consumer.commit(Map.of(partition, next)));
    Await.result(consumer.close());

    var successor = clients.consumer(vertx, "one-by-one");
    assertThat(Await.result(first(successor)).offset()).isEqualTo(1);
    Await.result(successor.close());
  }

  /** Nine records are lost when this consumer crashes after its first. */
  @Test
  void commitWithoutOffsetsCommitsTheWholeBatch() throws Exception {
    var consumer = clients.consumer(vertx, "batch");
    var first = Await.result(first(consumer));
    assertThat(first.offset()).isZero();
    Await.result(consumer.commit());
    assertThat(Await.result(consumer.committed(partition)).getOffset()).isEqualTo(RECORDS);
    Await.result(consumer.close());
  }

  /** Handles the first record the consumer gets, and holds back the rest of its batch. */
  private Future<KafkaConsumerRecord<String, String>> first(
      KafkaConsumer<String, String> consumer) {
    var first = Promise.<KafkaConsumerRecord<String, String>>promise();
    consumer.handler(
        record -> {
          consumer.pause();
          first.tryComplete(record);
        });
    return consumer.subscribe(partition.getTopic()).compose(subscribed -> first.future());
  }
}
