package io.distributedlab.service;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A member of the clustered event bus. It joins on a thread of its own, while the rest of its
 * service is made.
 */
public final class BusMember {
  /** The attribute by which Vert.x knows its nodes among the members. */
  private static final String NODE_ID = "__vertx.nodeId";

  private final ClusterConfig config;
  private final Future<HazelcastInstance> joined;

  BusMember(ClusterConfig config) {
    this.config = config;
    var hazelcast = config.hazelcast();
    hazelcast.getMemberAttributeConfig().setAttribute(NODE_ID, UUID.randomUUID().toString());
    this.joined = onOwnThread(() -> Hazelcast.newHazelcastInstance(hazelcast));
  }

  /** Address at which the other members find its event bus. */
  String host() {
    return config.host();
  }

  /** Names of the services that are members. */
  Collection<String> services() {
    return config.services();
  }

  /** The Vertx of the service, when it has joined; completes on no event loop. */
  Future<Vertx> build(VertxBuilder builder) {
    return joined.compose(
        member -> builder.withClusterManager(new HazelcastClusterManager(member)).buildClustered());
  }

  /** To be done when that Vertx is closed. The others know at once that it has gone. */
  Future<Void> leave() {
    return joined.compose(
        member ->
            onOwnThread(
                    () -> {
                      member.shutdown();
                      return member;
                    })
                .mapEmpty());
  }

  private static <T> Future<T> onOwnThread(Supplier<T> work) {
    return Future.fromCompletionStage(
        CompletableFuture.supplyAsync(
            work, task -> Thread.ofPlatform().name("bus-member").start(task)));
  }
}
