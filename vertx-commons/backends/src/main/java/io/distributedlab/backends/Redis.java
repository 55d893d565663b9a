package io.distributedlab.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Redis server. Commands newer than version 6.2 are not available to all ways of running it.
 *
 * @param settings of {@code redis.conf}
 * @param persistence what is on disk when a write is acknowledged
 */
public record Redis(String name, int port, Map<String, String> settings, Persistence persistence)
    implements BackendSpec {
  /** What is on disk when a write is acknowledged. */
  public enum Persistence {
    /** Nothing: a restart starts empty. */
    NONE("no", "no"),
    /** The append-only file, synced once a second: a power cut loses up to a second of writes. */
    EVERY_SECOND("yes", "everysec"),
    /** The append-only file, synced before every answer. */
    ALWAYS("yes", "always");

    private final String appendOnly;
    private final String sync;

    Persistence(String appendOnly, String sync) {
      this.appendOnly = appendOnly;
      this.sync = sync;
    }
  }

  private static final int PORT = 7379;
  private static final int CONTAINER_PORT = 6379;

  public Redis {
    settings = Map.copyOf(settings);
  }

  /** On port 7379, without persistence. */
  public static Redis named(String name) {
    return new Redis(name, PORT, Map.of(), Persistence.NONE);
  }

  /** Another port on this machine, for a second server of the lab. */
  public Redis port(int port) {
    return new Redis(name, port, settings, persistence);
  }

  /** A line of {@code redis.conf}, like {@code maxmemory 16mb}. */
  public Redis set(String setting, String value) {
    return new Redis(name, port, Settings.over(Map.of(setting, value), settings), persistence);
  }

  public Redis persistence(Persistence persistence) {
    return new Redis(name, port, settings, persistence);
  }

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public int containerPort() {
    return CONTAINER_PORT;
  }

  @Override
  public String uri(String host, int port) {
    return "redis://" + host + ":" + port;
  }

  @Override
  public List<String> command() {
    var command = new ArrayList<>(List.of("redis-server", "--protected-mode", "no"));
    configuration().forEach((setting, value) -> command.addAll(List.of("--" + setting, value)));
    return command;
  }

  /** All lines of its configuration that do not depend on where it runs. */
  Map<String, String> configuration() {
    return Settings.over(
        settings,
        Map.of("save", "", "appendonly", persistence.appendOnly, "appendfsync", persistence.sync));
  }
}
