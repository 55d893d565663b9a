package io.distributedlab.backends;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Kafka node, broker and controller in one. Groups form and heal fast: the first rebalance
 * waits for nobody, and a consumer may ask for a {@code session.timeout.ms} down to 100 ms. Topics
 * are declared here, and never made by a misspelled name.
 *
 * @param settings of {@code server.properties}
 * @param topics made before the first service starts, unless they are there: name to partitions
 */
public record Kafka(
    String name, int port, Map<String, String> settings, Map<String, Integer> topics)
    implements BackendSpec {
  static final Map<String, String> DEFAULTS =
      Map.of(
          "auto.create.topics.enable", "false",
          "default.replication.factor", "1",
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "1",
          "group.initial.rebalance.delay.ms", "0",
          "group.min.session.timeout.ms", "100");

  private static final int PORT = 7092;
  private static final int CONTAINER_PORT = 9092;

  public Kafka {
    settings = Map.copyOf(settings);
    topics = Map.copyOf(topics);
  }

  /** On port 7092, without topics. */
  public static Kafka named(String name) {
    return new Kafka(name, PORT, Map.of(), Map.of());
  }

  /** Another port on this machine, for a second node of the lab. */
  public Kafka port(int port) {
    return new Kafka(name, port, settings, topics);
  }

  /** A line of {@code server.properties}, like {@code log.retention.ms=60000}. */
  public Kafka set(String setting, String value) {
    return new Kafka(name, port, Settings.over(Map.of(setting, value), settings), topics);
  }

  /** A topic with this many partitions. */
  public Kafka topic(String topic, int partitions) {
    var more = new TreeMap<>(topics);
    more.put(topic, partitions);
    return new Kafka(name, port, settings, more);
  }

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public int containerPort() {
    return CONTAINER_PORT;
  }

  /** The {@code bootstrap.servers} of its clients. */
  @Override
  public String uri(String host, int port) {
    return host + ":" + port;
  }

  @Override
  public Map<String, String> environment() {
    return environment(settings);
  }

  /** As the image wants it: {@code log.dirs} is KAFKA_LOG_DIRS. */
  static Map<String, String> environment(Map<String, String> settings) {
    var environment = new TreeMap<String, String>();
    settings.forEach(
        (setting, value) ->
            environment.put("KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }
}
