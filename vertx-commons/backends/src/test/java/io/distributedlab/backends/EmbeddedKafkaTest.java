package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmbeddedKafkaTest {
  private static final String NAME = Traces.own("kafka-life");

  @Test
  void startsRestartsAndLeavesNothing(Vertx vertx) throws Exception {
    var kafka = new EmbeddedKafka(vertx, Kafka.named(NAME), 0);
    Await.result(kafka.start());
    var port = kafka.port();
    var admin = KafkaAdminClient.create(vertx, Map.of("bootstrap.servers", kafka.uri()));
    Await.result(admin.createTopics(List.of(new NewTopic("orders", 3, (short) 1))));
    Await.result(admin.close());

    assertThat(Await.failure(kafka.kill())).isInstanceOf(UnsupportedOperationException.class);
    Await.result(kafka.restart());

    assertThat(kafka.port()).isEqualTo(port);
    admin = KafkaAdminClient.create(vertx, Map.of("bootstrap.servers", kafka.uri()));
    assertThat(Await.result(admin.listTopics())).isEqualTo(Set.of("orders"));
    Await.result(admin.close());
    Await.result(kafka.stop());
    Traces.assertNone(NAME, port);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !thread.isDaemon())
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches(".*(kafka-[^l]|raft|quorum|data-plane|broker|Broker).*"));
  }

  @Test
  void saysWhyItCannotStart(Vertx vertx) throws Exception {
    var port = EmbeddedServer.freePort();
    var redis =
        new EmbeddedRedis(
            vertx, Redis.named("redis-first").persistence(Redis.Persistence.NONE), port);
    Await.result(redis.start());
    var kafka = new EmbeddedKafka(vertx, Kafka.named(Traces.own("kafka-late")), port);
    assertThat(Await.failure(kafka.start())).hasStackTraceContaining("Address already in use");
    assertThat(Traces.directories(Traces.own("kafka-late"))).isEmpty();
    Await.result(redis.stop());
  }
}
