package io.distributedlab.backends;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * The container of a backend: the pinned image with the lab's settings, published on one port of
 * 127.0.0.1, and marked with the JVM it belongs to.
 */
record ContainerRecipe(BackendSpec spec, int port) {
  /** The container to be, not started yet. */
  GenericContainer<?> container() throws IOException {
    var container = new GenericContainer<>(DockerImageName.parse(Images.of(spec.kind())));
    container.setPortBindings(
        List.of(EmbeddedServer.HOST + ":" + port + ":" + spec.containerPort()));
    container.withLabel(ContainerLeftovers.OWNER, Owner.self().toString());
    container.withEnv(Settings.over(spec.environment(), surroundings()));
    if (!spec.command().isEmpty()) {
      container.withCommand(spec.command().toArray(String[]::new));
    }
    container.setWaitStrategy(new Unawaited());
    return container;
  }

  /** What the image must be told whatever the lab wants. */
  private Map<String, String> surroundings() {
    return switch (spec) {
      case Postgres trusting -> Map.of("POSTGRES_HOST_AUTH_METHOD", "trust");
      case Redis nothing -> Map.of();
      case Kafka kafka ->
          Kafka.environment(
              Settings.over(
                  Map.of(
                      "node.id", "1",
                      "process.roles", "broker,controller",
                      "controller.quorum.voters", "1@localhost:9093",
                      "controller.listener.names", "CONTROLLER",
                      "listeners", "PLAINTEXT://:9092,CONTROLLER://:9093",
                      "advertised.listeners", "PLAINTEXT://" + kafka.uri(EmbeddedServer.HOST, port),
                      "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                      "log.dirs", "/var/lib/kafka/data"),
                  Kafka.DEFAULTS));
    };
  }

  /** Readiness is for the clients to tell, see {@link Probe}. */
  private static final class Unawaited extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
