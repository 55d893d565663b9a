package io.distributedlab.runner.kubernetes;

import io.distributedlab.backends.BackendSpec;
import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Redis;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.distributedlab.service.ClusterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The services and backends of a lab as workloads. */
record Workloads(Placement placement) {
  /** Where a service finds its files. */
  private static final String FILES = "/data";

  private static final String OTLP = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String JVM = "JAVA_OPTS";

  /**
   * Members that start together may miss each other's names, and each founds a cluster. They look
   * for each other again after this, instead of after five minutes.
   */
  private static final String MERGE =
      " -Dhazelcast.merge.first.run.delay.seconds=5 -Dhazelcast.merge.next.run.delay.seconds=5";

  Workload of(ServiceSpec service) {
    var recipe = Recipe.of(Recipe.SERVICE);
    var onBus = placement.lab().onBus().contains(service);
    return new Workload(
        placement,
        service.name(),
        recipe,
        placement.image(),
        List.of(service.name()),
        environment(service, recipe, onBus),
        ports(service, onBus),
        Probes.http(),
        disks(service, recipe),
        onBus,
        !placement.managed().isEmpty());
  }

  Workload of(BackendSpec backend) {
    var recipe = Recipe.of(backend.kind());
    return new Workload(
        placement,
        backend.name(),
        recipe,
        recipe.image(),
        backend.command(),
        environment(backend, recipe),
        Map.of(backend.kind(), backend.containerPort()),
        Probes.command(recipe.check()),
        disks(backend, recipe),
        false,
        false);
  }

  private Map<String, String> environment(ServiceSpec service, Recipe recipe, boolean onBus) {
    var environment = new TreeMap<>(recipe.environment());
    environment.put("PORT", String.valueOf(service.port()));
    environment.remove(OTLP);
    if (placement.otlp() != null) {
      environment.put(OTLP, placement.otlp());
    }
    if (onBus) {
      environment.computeIfPresent(JVM, (name, options) -> options + MERGE);
    }
    if (service.files() != null) {
      environment.put(service.files(), FILES);
    }
    return environment;
  }

  /** Clients of Kafka come back to the address that it tells them, here and by port-forward. */
  private static Map<String, String> environment(BackendSpec backend, Recipe recipe) {
    var environment = new TreeMap<>(recipe.environment());
    if (backend instanceof Kafka kafka) {
      environment.put(
          "KAFKA_ADVERTISED_LISTENERS",
          "PLAINTEXT://%s:%d,HOST://localhost:%d"
              .formatted(kafka.name(), kafka.containerPort(), kafka.port()));
    }
    environment.putAll(backend.environment());
    return environment;
  }

  private Map<String, Integer> ports(ServiceSpec service, boolean onBus) {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put(Workload.HTTP, service.port());
    placement.lab().proxies().entrySet().stream()
        .filter(proxy -> proxy.getValue().equals(service.name()))
        .forEach(proxy -> ports.put("proxy", service.port() + 1));
    if (onBus) {
      ports.put("bus", ClusterConfig.PORT);
    }
    return ports;
  }

  private static List<Disk> disks(ServiceSpec service, Recipe recipe) {
    var disks = temporary(recipe);
    if (service.files() != null) {
      disks.add(new Disk("data", FILES, Disk.Life.CLAIM));
    }
    return disks;
  }

  private static List<Disk> disks(BackendSpec backend, Recipe recipe) {
    var disks = temporary(recipe);
    var life = forgets(backend) ? Disk.Life.POD : Disk.Life.CLAIM;
    recipe.kept().forEach(path -> disks.add(new Disk("data", path, life)));
    return disks;
  }

  private static boolean forgets(BackendSpec backend) {
    return backend instanceof Redis redis && redis.persistence() == Redis.Persistence.NONE;
  }

  private static List<Disk> temporary(Recipe recipe) {
    var disks = new ArrayList<Disk>();
    for (var path : recipe.temporary()) {
      var name = path.substring(1).replace('/', '-');
      disks.add(new Disk(name, path, Disk.Life.MEMORY));
    }
    return disks;
  }
}
