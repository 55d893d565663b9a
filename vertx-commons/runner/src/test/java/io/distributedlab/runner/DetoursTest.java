package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.distributedlab.service.Directory;
import io.vertx.core.VerticleBase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetoursTest {
  private static final LabDescriptor LAB =
      LabDescriptor.lab(0, "detours", "Detours")
          .service("api", 7060, service -> new VerticleBase() {})
          .proxy("orders-proxy", 7061, "orders")
          .backend(Postgres.named("orders"))
          .backend(Redis.named("cache"))
          .build();
  private static final BackendAddresses BACKENDS =
      new BackendAddresses(
          Map.of(
              "orders", "postgresql://me:a%40b@10.0.0.1:5432/orders?sslmode=disable",
              "cache", "redis://127.0.0.1:7379"));

  @Test
  void onThisMachineTheProxyIsOnePortAboveItsOwn() {
    var detours = Detours.of(LAB, Directory.loopback(LAB.ports(), 300));
    assertThat(detours.uris("api", LAB, BACKENDS))
        .containsEntry("orders", "postgresql://me:a%40b@127.0.0.1:7362/orders?sslmode=disable")
        .containsEntry("cache", "redis://127.0.0.1:7379");
    assertThat(detours.ports()).containsExactly(Map.entry(7362, "orders by orders-proxy"));
  }

  @Test
  void amongContainersItIsOnItsHostAndItselfGoesStraight() {
    var detours = Detours.of(LAB, Directory.byName(LAB.ports()));
    assertThat(detours.uris("api", LAB, BACKENDS).get("orders"))
        .isEqualTo("postgresql://me:a%40b@orders-proxy:7062/orders?sslmode=disable");
    assertThat(detours.uris("orders-proxy", LAB, BACKENDS).get("orders"))
        .isEqualTo("postgresql://me:a%40b@10.0.0.1:5432/orders?sslmode=disable");
  }
}
