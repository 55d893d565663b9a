package io.distributedlab.runner.kubernetes;

import static io.distributedlab.backends.Redis.Persistence.ALWAYS;

import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.TestLab;
import io.distributedlab.service.Service;
import io.vertx.core.VerticleBase;
import java.util.Map;

/** A lab of every kind. */
final class Labs {
  static final LabDescriptor PLAIN =
      LabDescriptor.lab(1, "week-01-plain", "Plain")
          .service("front", 8000, Labs::any)
          .service("back-1", 8001, Labs::any)
          .build();

  static final LabDescriptor CLUSTERED =
      LabDescriptor.lab(2, "week-02-clustered", "Clustered")
          .service("front", 8000, Labs::any)
          .service("back", 8001, Labs::any)
          .service("worker", 8002, Labs::any)
          .ownJvm(TestLab.class)
          .offBus()
          .clustered()
          .build();

  static final LabDescriptor BACKENDS =
      LabDescriptor.lab(3, "week-03-backends", "Backends")
          .service("api", 8000, Labs::any)
          .proxy("cache-proxy", 8001, "cache")
          .backend(Redis.named("cache").set("maxmemory", "16mb"))
          .backend(Redis.named("ledger").port(7380).persistence(ALWAYS))
          .backend(Postgres.named("orders-db").set("max_connections", "50").roles("api"))
          .backend(Kafka.named("log").set("log.retention.ms", "60000").topic("orders", 6))
          .build();

  static final LabDescriptor FILES =
      LabDescriptor.lab(4, "week-04-files", "Files")
          .service("front", 8000, Labs::any)
          .service("replica-1", 8001, Labs::any)
          .files("REPLICA_DATA")
          .service("replica-2", 8002, Labs::any)
          .files("REPLICA_DATA")
          .clustered()
          .build();

  static final Placement MANAGED =
      new Placement(
          BACKENDS,
          "registry.example/labs/backends:3",
          "learning",
          Map.of(
              "orders-db", "postgresql://me:s3cret@db.example:5432/lab?sslmode=require",
              "log", "kafka.example:9092"),
          "http://collector.example:4318");

  private Labs() {}

  private static VerticleBase any(Service service) {
    return new VerticleBase() {};
  }
}
