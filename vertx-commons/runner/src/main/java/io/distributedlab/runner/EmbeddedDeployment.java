package io.distributedlab.runner;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.backends.Backends;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.distributedlab.service.ClusterConfig;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All services of a lab in this JVM, each with a Vertx of its own, bound to 127.0.0.1. Its backends
 * are there before the first of them and until the last is gone.
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
  private final Backends backends;
  private Future<?> starting = Future.succeededFuture();
  private boolean over;

  /**
   * A lab that is not started yet.
   *
   * @param portOffset added to every port of the lab
   * @param console whether the services print their log records to stdout
   */
  public EmbeddedDeployment(LabDescriptor lab, int portOffset, boolean console) {
    this(lab, portOffset, console, BackendSource.EMBEDDED);
  }

  /** The same with the backends from elsewhere. */
  public EmbeddedDeployment(
      LabDescriptor lab, int portOffset, boolean console, BackendSource source) {
    this.lab = lab;
    this.portOffset = portOffset;
    this.console = console;
    this.directory = Directory.loopback(lab.ports(), portOffset);
    this.backends = new Backends(lab.backends(), source, System.getenv(), portOffset);
  }

  /** Every TCP port the lab needs and what for, offset included. */
  public Map<Integer, String> ports() {
    var ports = new LinkedHashMap<Integer, String>();
    directory.addresses().forEach((name, address) -> ports.put(address.port(), name));
    if (lab.clustered()) {
      lab.services().forEach(s -> ports.put(clusterPort(s), "event bus of " + s.name()));
    }
    ports.putAll(backends.ports());
    return ports;
  }

  /** The servers that the services use. */
  public Backends backends() {
    return backends;
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
   * Starts the backends and then the services. Done when all are ready; when one fails, those that
   * run are stopped again and the future has its failure.
   *
   * @param started told of each service as it becomes ready
   */
  public Future<Void> start(Consumer<Service> started) {
    return begin(() -> startBackends().compose(there -> startServices(started)))
        .<Void>mapEmpty()
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  /**
   * A service that runs.
   *
   * @throws IllegalArgumentException when there is none of this name, or it is not running
   */
  Service running(String service) {
    return find(service)
        .orElseThrow(() -> new IllegalArgumentException(service + " is not running"));
  }

  /**
   * @throws IllegalArgumentException when there is no service of this name
   */
  boolean isRunning(String service) {
    return find(service).isPresent();
  }

  private Optional<Service> find(String service) {
    directory.resolve(service);
    return running.stream().filter(one -> one.name().equals(service)).findFirst();
  }

  /**
   * Closes a service's Vertx without the graceful stop: nothing drains, connections break, the
   * callers of requests in flight get no answer. Not a SIGKILL: the JVM and its files live on,
   * verticles still have their {@code stop()} called, and a clustered service leaves the cluster
   * instead of vanishing from it.
   */
  Future<Void> drop(String service) {
    var dropped = running(service);
    running.remove(dropped);
    return detached(dropped.vertx().close()).eventually(dropped.telemetry()::close);
  }

  /** Starts a service that is not running, on the port it had, in the cluster that is there. */
  Future<Void> startAgain(String service) {
    var spec =
        lab.services().stream().filter(one -> one.name().equals(service)).findFirst().orElseThrow();
    return begin(
            () ->
                Service.start(config(spec, lab.services()), spec.verticle())
                    .onSuccess(LoopLagMeter::start)
                    .onSuccess(running::push))
        .mapEmpty();
  }

  /** Stops a service in order; {@link #startAgain} brings it back. */
  Future<Void> stop(String service) {
    var stopped = running(service);
    running.remove(stopped);
    return stopped.stop();
  }

  /** Begins a start for {@link #stop} to wait for; none is begun after it. */
  private synchronized <T> Future<T> begin(Supplier<Future<T>> start) {
    if (over) {
      return Future.failedFuture("the lab is being stopped");
    }
    var begun = start.get();
    starting = Future.join(starting, begun).otherwiseEmpty();
    return begun;
  }

  /**
   * Waits for what is being started and stops the services, the last started first, and then the
   * backends. Nothing can be started any more. Never fails.
   */
  public synchronized Future<Void> stop() {
    over = true;
    return starting.transform(ended -> stopNext()).eventually(backends::stop);
  }

  private Future<Void> stopNext() {
    var last = running.poll();
    return last == null ? Future.succeededFuture() : last.stop().transform(stopped -> stopNext());
  }

  private Future<Void> startBackends() {
    return lab.backends().isEmpty() ? Future.succeededFuture() : offLoop(backends.start());
  }

  private Future<CompositeFuture> startServices(Consumer<Service> started) {
    var first = lab.services().getFirst();
    var others = lab.services().subList(1, lab.services().size());
    return lab.clustered()
        ? offLoop(start(first, started)).compose(founded -> startAll(others, started))
        : startAll(lab.services(), started);
  }

  private Future<CompositeFuture> startAll(List<ServiceSpec> services, Consumer<Service> started) {
    return Future.join(services.stream().map(service -> start(service, started)).toList());
  }

  private Future<Service> start(ServiceSpec spec, Consumer<Service> started) {
    var first = spec.equals(lab.services().getFirst());
    return Service.start(config(spec, first ? List.of(spec) : lab.services()), spec.verticle())
        .onSuccess(LoopLagMeter::start)
        .onSuccess(running::push)
        .onSuccess(started::accept);
  }

  /** The same outcome, told on no event loop: that of a Vertx which closes tells nothing more. */
  private static <T> Future<T> detached(Future<T> future) {
    return Future.fromCompletionStage(future.toCompletionStage());
  }

  /** A Vertx must not be created on the event loop of another one. */
  private static <T> Future<T> offLoop(Future<T> future) {
    return Future.fromCompletionStage(
        future.toCompletionStage().toCompletableFuture().thenApplyAsync(result -> result));
  }

  /**
   * @param members of the cluster that the service may find when it starts
   */
  private ServiceConfig config(ServiceSpec spec, List<ServiceSpec> members) {
    var telemetry = new TelemetryConfig(spec.name(), lab.folder(), store, console, 1.0);
    var first = spec.equals(lab.services().getFirst()); // speaks for the one JVM that all share
    return new ServiceConfig(
        spec.name(),
        LOOPBACK,
        directory,
        lab.knobs(),
        cluster(spec, members),
        Telemetry.create(first ? telemetry.withJvm() : telemetry),
        backends.addresses().forService(spec.name(), lab.backends()).uris());
  }

  private @Nullable ClusterConfig cluster(ServiceSpec spec, List<ServiceSpec> members) {
    if (!lab.clustered()) {
      return null;
    }
    return new ClusterConfig(
        LOOPBACK,
        clusterPort(spec),
        members.stream().map(member -> LOOPBACK + ":" + clusterPort(member)).toList());
  }

  private int clusterPort(ServiceSpec spec) {
    return CLUSTER_PORT + portOffset + lab.services().indexOf(spec);
  }
}
