package io.distributedlab.service;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import java.util.Collection;
import java.util.List;

/**
 * How a service joins the clustered event bus: Hazelcast over a fixed list of TCP members, tuned
 * for a few nodes that start in seconds.
 *
 * @param host address to bind and to be found at
 * @param port Hazelcast's port of this member
 * @param members {@code host:port} of all members
 * @param services names of the services that are members, for what every one of them must hear
 */
public record ClusterConfig(
    String host, int port, List<String> members, Collection<String> services) {
  /** Where Hazelcast listens where nothing else is said. */
  public static final int PORT = 5701;

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PARTITIONS = 31;

  /** For how long members that start together look for one that leads, before one offers to. */
  private static final int SEARCH_SECONDS = 1;

  /** Begins to join. */
  public BusMember join() {
    return new BusMember(this);
  }

  Config hazelcast() {
    var config = maps();
    config.setClusterName("distributed-lab");
    var network = config.getNetworkConfig();
    network.setPort(port).setPortAutoIncrement(false).setPublicAddress(host + ":" + port);
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setMembers(members)
        .setConnectionTimeoutSeconds(SEARCH_SECONDS);
    if (host.equals(LOOPBACK)) {
      network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
      config.setProperty("hazelcast.socket.bind.any", "false");
    }
    set(config, "hazelcast.wait.seconds.before.join", 0);
    set(config, "hazelcast.max.wait.seconds.before.join", 0);
    set(config, "hazelcast.partition.count", PARTITIONS);
    set(config, "hazelcast.operation.thread.count", 2);
    set(config, "hazelcast.operation.generic.thread.count", 2);
    set(config, "hazelcast.invocation.retry.pause.millis", 50);
    set(config, "hazelcast.io.thread.count", 1);
    set(config, "hazelcast.event.thread.count", 1);
    set(config, "hazelcast.heartbeat.interval.seconds", 1);
    set(config, "hazelcast.max.no.heartbeat.seconds", 5);
    missAtOnce(config);
    withoutJmx(config);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    return config;
  }

  /** What Vert.x has in its file, without XML to read and to validate at every start. */
  private static Config maps() {
    return new Config()
        .addMultiMapConfig(
            new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(ValueCollectionType.SET))
        .addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1))
        .addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
  }

  /**
   * A member that closed its connections is looked for twice and then has left. Its container may
   * be gone, so that nothing refuses the second try, and who waits for it connects to the next one
   * at that address before that one can answer: Hazelcast spins meanwhile.
   */
  private static void missAtOnce(Config config) {
    set(config, "hazelcast.connection.monitor.max.faults", 1);
    set(config, "hazelcast.socket.connect.timeout.seconds", 1);
  }

  /** Nobody here asks for its own metrics, and JMX takes a tenth of a second of a start. */
  private static void withoutJmx(Config config) {
    config.getMetricsConfig().setEnabled(false);
    config.setProperty("hazelcast.health.monitoring.level", "OFF");
  }

  private static void set(Config config, String name, int value) {
    config.setProperty(name, Integer.toString(value));
  }
}
