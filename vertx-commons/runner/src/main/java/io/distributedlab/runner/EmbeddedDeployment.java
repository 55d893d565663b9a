package io.distributedlab.runner;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.backends.Backends;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All services of a lab in this JVM, each with a Vertx of its own, bound to 127.0.0.1; those that
 * the lab gives a JVM of their own run in that. Its backends are there before the first of them and
 * until the last is gone.
 *
 * <p>In a clustered lab the first service founds the cluster alone, without looking for members
 * that cannot be there yet, and then the others join in parallel: nodes that all start at once look
 * for each other and merge, which takes seconds.
 */
public final class EmbeddedDeployment {
  private final LabDescriptor lab;
  private final Loopback where;
  private final boolean console;
  private final TelemetryStore store = new TelemetryStore();
  private final ConcurrentLinkedDeque<Service> running = new ConcurrentLinkedDeque<>();
  private final Map<String, Future<Void>> leaving = new ConcurrentHashMap<>();
  private final Directory directory;
  private final Backends backends;
  private final Children children;
  private final Detours detours;
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
  @SuppressWarnings("SystemOut") // log records of child JVMs appear where those of this one do
  public EmbeddedDeployment(
      LabDescriptor lab, int portOffset, boolean console, BackendSource source) {
    this.lab = lab;
    this.where = new Loopback(lab, portOffset);
    this.console = console;
    this.directory = where.directory();
    this.detours = Detours.of(lab, directory);
    this.backends = new Backends(lab.backends(), source, System.getenv(), portOffset);
    this.children =
        new Children(
            lab,
            portOffset,
            () -> backends.addresses().environment(lab.backends()),
            store,
            console ? System.out : null);
  }

  /** Every TCP port the lab needs and what for, offset included. */
  public Map<Integer, String> ports() {
    var ports = new LinkedHashMap<Integer, String>();
    directory.addresses().forEach((name, address) -> ports.put(address.port(), name));
    if (lab.clustered()) {
      lab.services().forEach(s -> ports.put(where.clusterPort(s), "event bus of " + s.name()));
    }
    ports.putAll(detours.ports());
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
   * @param started told the name of each service as it becomes ready
   */
  public Future<Void> start(Consumer<String> started) {
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
    return children.named(service).map(ChildService::running).orElse(find(service).isPresent());
  }

  /** The child JVM that is this service; empty when the service shares this JVM. */
  Optional<ChildService> child(String service) {
    return children.named(service);
  }

  private Optional<Service> find(String service) {
    directory.resolve(service);
    return running.stream().filter(one -> one.name().equals(service)).findFirst();
  }

  /**
   * Kills the service's own JVM. In the shared one it closes the service's Vertx without the
   * graceful stop: nothing drains, connections break, the callers of requests in flight get no
   * answer. That is not a SIGKILL: the JVM and its files live on, verticles still have their {@code
   * stop()} called, and a clustered service leaves the cluster instead of vanishing from it.
   */
  Future<Void> drop(String service) {
    return children.named(service).map(ChildService::kill).orElseGet(() -> drop(running(service)));
  }

  private Future<Void> drop(Service service) {
    if (!running.remove(service)) {
      return leaving.getOrDefault(service.name(), Future.succeededFuture());
    }
    var gone = service.drop();
    leaving.put(service.name(), gone);
    return gone;
  }

  /** Starts a service that is not running, on the port it had, in the cluster that is there. */
  Future<Void> startAgain(String service) {
    var spec =
        lab.services().stream().filter(one -> one.name().equals(service)).findFirst().orElseThrow();
    var left = leaving.getOrDefault(service, Future.succeededFuture());
    return begin(() -> offLoop(left.otherwiseEmpty()).compose(gone -> launch(spec, false)));
  }

  /** Stops a service in order; {@link #startAgain} brings it back. */
  Future<Void> stop(String service) {
    return children.named(service).map(ChildService::stop).orElseGet(() -> stop(running(service)));
  }

  private Future<Void> stop(Service service) {
    running.remove(service);
    return service.stop();
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
    return starting
        .transform(ended -> Future.join(children.close(), stopNext()))
        .eventually(backends::stop)
        .mapEmpty();
  }

  private Future<Void> stopNext() {
    var last = running.poll();
    return last == null ? Future.succeededFuture() : last.stop().transform(stopped -> stopNext());
  }

  private Future<Void> startBackends() {
    return lab.backends().isEmpty() ? Future.succeededFuture() : offLoop(backends.start());
  }

  private Future<CompositeFuture> startServices(Consumer<String> started) {
    var first = lab.services().getFirst();
    var others = lab.services().subList(1, lab.services().size());
    return lab.clustered()
        ? offLoop(start(first, started)).compose(founded -> startAll(others, started))
        : startAll(lab.services(), started);
  }

  private Future<CompositeFuture> startAll(List<ServiceSpec> services, Consumer<String> started) {
    return Future.join(services.stream().map(service -> start(service, started)).toList());
  }

  private Future<Void> start(ServiceSpec spec, Consumer<String> started) {
    return launch(spec, spec.equals(lab.services().getFirst()))
        .onSuccess(ready -> started.accept(spec.name()));
  }

  private Future<Void> launch(ServiceSpec spec, boolean founds) {
    return children
        .named(spec.name())
        .map(child -> child.start(founds))
        .orElseGet(
            () ->
                Service.start(config(spec, founds), spec.verticle())
                    .onSuccess(LoopLagMeter::start)
                    .onSuccess(running::push)
                    .onSuccess(service -> service.faults().onCrash(() -> drop(service)))
                    .mapEmpty());
  }

  /** A Vertx must not be created on the event loop of another one. */
  private static <T> Future<T> offLoop(Future<T> future) {
    return Future.fromCompletionStage(
        future.toCompletionStage().toCompletableFuture().thenApplyAsync(result -> result));
  }

  private ServiceConfig config(ServiceSpec spec, boolean founds) {
    var telemetry = new TelemetryConfig(spec.name(), lab.folder(), store, console, 1.0);
    return new ServiceConfig(
        spec.name(),
        Loopback.HOST,
        directory,
        lab.knobs(),
        where.join(spec, founds),
        Telemetry.create(speaksForAll(spec) ? telemetry.withJvm() : telemetry),
        detours.uris(spec.name(), lab, backends.addresses()));
  }

  /** Whether it is the first of those that share this JVM: that one reports on it. */
  private boolean speaksForAll(ServiceSpec spec) {
    return lab.services().stream()
        .filter(s -> s.ownJvm() == null)
        .findFirst()
        .equals(Optional.of(spec));
  }
}
