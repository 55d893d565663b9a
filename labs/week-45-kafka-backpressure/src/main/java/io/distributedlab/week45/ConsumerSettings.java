package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.CONSUMER_MODE;
import static io.distributedlab.week45.Week45Knobs.MAX_POLL_INTERVAL;
import static io.distributedlab.week45.Week45Knobs.MAX_POLL_RECORDS;
import static io.distributedlab.week45.Week45Knobs.SESSION_TIMEOUT;

import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer is made with: when any of it changes, consumers are made anew. */
record ConsumerSettings(
    ConsumerMode mode,
    Topic topic,
    int maxPollRecords,
    Duration maxPollInterval,
    Duration sessionTimeout) {
  private static final int AUTO_COMMIT_MS = 500;

  static ConsumerSettings of(Knobs knobs) {
    var now = knobs.values();
    return new ConsumerSettings(
        now.get(CONSUMER_MODE),
        now.get(Week45Knobs.TOPIC),
        now.get(MAX_POLL_RECORDS),
        now.get(MAX_POLL_INTERVAL),
        now.get(SESSION_TIMEOUT));
  }

  /**
   * Configuration of the Kafka client. Closing it does not leave the group, so that a crash can be
   * told from a departure: whoever means to leave unsubscribes first. Members find out about a
   * rebalance by a heartbeat, so ten of them fit into a session.
   */
  Map<String, Object> forKafka(String bootstrapServers, String clientId) {
    return Map.ofEntries(
        Map.entry("bootstrap.servers", bootstrapServers),
        Map.entry("client.id", clientId),
        Map.entry("group.id", Topic.GROUP),
        Map.entry("key.deserializer", StringDeserializer.class.getName()),
        Map.entry("value.deserializer", StringDeserializer.class.getName()),
        Map.entry("auto.offset.reset", "earliest"),
        Map.entry("enable.auto.commit", mode == ConsumerMode.FIRE_AND_FORGET),
        Map.entry("auto.commit.interval.ms", AUTO_COMMIT_MS),
        Map.entry("max.poll.records", maxPollRecords),
        Map.entry("max.poll.interval.ms", (int) maxPollInterval.toMillis()),
        Map.entry("session.timeout.ms", (int) sessionTimeout.toMillis()),
        Map.entry("heartbeat.interval.ms", (int) sessionTimeout.toMillis() / 10),
        Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
        Map.entry("internal.leave.group.on.close", false));
  }
}
