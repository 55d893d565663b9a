package io.distributedlab.runner;

import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.distributedlab.service.ClusterConfig;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All services of a lab in this JVM, each with a Vertx of its own, bound to 127.0.0.1.
 *
 * <p>In a clustered lab the first service founds the cluster alone, without looking for members
 * that cannot be there yet, and then the others join in parallel: nodes that all start at once look
 * for each other and merge, which takes seconds.
 */
public final class EmbeddedDeployment {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CLUSTER_PORT = 5701;

  private final LabDescriptor lab;
  private final int portOffset;
  private final boolean console;
  private final TelemetryStore store = new TelemetryStore();
  private final ConcurrentLinkedDeque<Service> running = new ConcurrentLinkedDeque<>();
  private final Directory directory;
  private volatile Future<?> starting = Future.succeededFuture();

  /**
   * A lab that is not started yet.
   *
   * @param portOffset added to every port of the lab
   * @param console whether the services print their log records to stdout
   */
  public EmbeddedDeployment(LabDescriptor lab, int portOffset, boolean console) {
    this.lab = lab;
    this.portOffset = portOffset;
    this.console = console;
    this.directory = Directory.loopback(lab.ports(), portOffset);
  }

  /** Every TCP port the lab needs and what for, offset included. */
  public Map<Integer, String> ports() {
    var ports = new LinkedHashMap<Integer, String>();
    directory.addresses().forEach((name, address) -> ports.put(address.port(), name));
    if (lab.clustered()) {
      lab.services().forEach(s -> ports.put(clusterPort(s), "event bus of " + s.name()));
    }
    return ports;
  }

  /** Where each service listens. */
  public Directory directory() {
    return directory;
  }

  /** The spans and log records of all services. */
  public TelemetryStore store() {
    return store;
  }

  /**
   * Starts the services. Done when all are ready; when one fails, those that run are stopped again
   * and the future has its failure.
   *
   * @param started told of each service as it becomes ready
   */
  public Future<Void> start(Consumer<Service> started) {
    var first = lab.services().getFirst();
    var others = lab.services().subList(1, lab.services().size());
    Future<?> all =
        lab.clustered()
            ? offLoop(start(first, started)).compose(founded -> startAll(others, started))
            : startAll(lab.services(), started);
    starting = all;
    return all.<Void>mapEmpty()
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  /** Waits for a start in progress and stops the services, the last started first. Never fails. */
  public Future<Void> stop() {
    return starting.transform(ended -> stopNext());
  }

  private Future<Void> stopNext() {
    var last = running.poll();
    return last == null ? Future.succeededFuture() : last.stop().transform(stopped -> stopNext());
  }

  private Future<?> startAll(List<ServiceSpec> services, Consumer<Service> started) {
    return Future.join(services.stream().map(service -> start(service, started)).toList());
  }

  private Future<Service> start(ServiceSpec spec, Consumer<Service> started) {
    return Service.start(config(spec), spec.verticle())
        .onSuccess(running::push)
        .onSuccess(started::accept);
  }

  /** A Vertx must not be created on the event loop of another one. */
  private static <T> Future<T> offLoop(Future<T> future) {
    return Future.fromCompletionStage(
        future.toCompletionStage().toCompletableFuture().thenApplyAsync(result -> result));
  }

  private ServiceConfig config(ServiceSpec spec) {
    var telemetry = new TelemetryConfig(spec.name(), lab.folder(), store, console, 1.0);
    var first = spec.equals(lab.services().getFirst()); // speaks for the one JVM that all share
    return new ServiceConfig(
        spec.name(),
        LOOPBACK,
        directory,
        lab.knobs(),
        cluster(spec),
        Telemetry.create(first ? telemetry.withJvm() : telemetry));
  }

  private @Nullable ClusterConfig cluster(ServiceSpec spec) {
    if (!lab.clustered()) {
      return null;
    }
    var first = spec.equals(lab.services().getFirst());
    var members = first ? List.of(spec) : lab.services();
    return new ClusterConfig(
        LOOPBACK,
        clusterPort(spec),
        members.stream().map(member -> LOOPBACK + ":" + clusterPort(member)).toList());
  }

  private int clusterPort(ServiceSpec spec) {
    return CLUSTER_PORT + portOffset + lab.services().indexOf(spec);
  }
}
