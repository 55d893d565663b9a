package io.distributedlab.backends;

import java.util.List;
import java.util.Map;

/**
 * A server that a lab declares: what it is, never how it is started.
 *
 * <pre>{@code
 * LabDescriptor.lab(12, "week-12-thundering-herd", "Thundering Herd")
 *     .backend(Redis.named("redis").persistence(ALWAYS))
 *     .backend(Postgres.named("postgres").script("schema.sql"))
 * }</pre>
 *
 * <p>A lab may have several of a kind, each with a name and a port of its own.
 */
public sealed interface BackendSpec permits Postgres, Redis, Kafka {
  /** What services ask for it by; its host name among containers. */
  String name();

  /** "postgres", "redis" or "kafka": names its image and its recipe {@code compose/KIND.yml}. */
  String kind();

  /** Where this machine finds it on 127.0.0.1, before any offset. */
  int port();

  /** Where the other containers find it on its own host. */
  int containerPort();

  /** The connection string of its Vert.x client. */
  String uri(String host, int port);

  /** The connection string of one service, made from that of the backend. */
  default String uriFor(String service, String uri) {
    return uri;
  }

  /** What its container runs, the lab's settings in it; empty for what the image does by itself. */
  default List<String> command() {
    return List.of();
  }

  /** The lab's settings that its container has in its environment. */
  default Map<String, String> environment() {
    return Map.of();
  }
}
