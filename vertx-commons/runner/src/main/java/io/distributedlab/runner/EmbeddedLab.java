package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.backends.BackendSource;
import io.distributedlab.experiment.Deployment;
import io.distributedlab.runner.page.Desk;
import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lab and the runner's server in this JVM, as an experiment sees and hurts them.
 *
 * <p>Sharing a JVM bounds what a fault can be. A kill drops the service's Vertx without draining
 * it: callers see broken connections, as after a crash, but no process ends and a clustered service
 * leaves its cluster in order. A pause holds the service's event loops: its timers, requests and
 * messages wait, while its worker threads and its part in the cluster's heartbeat go on. A backend
 * is a process of its own, so killing it is a SIGKILL; only Kafka shares this JVM and cannot be
 * killed. A service with a JVM of its own is killed by SIGKILL and paused by SIGSTOP.
 */
public final class EmbeddedLab implements Deployment {
  private final LabDescriptor lab;
  private final int portOffset;
  private final EmbeddedDeployment deployment;
  private final @Nullable Desk desk;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private boolean stopped;
  private volatile Future<Service> server = Future.failedFuture("not started");

  /**
   * A lab that is not started yet.
   *
   * @param portOffset added to every port of the lab and of the runner's server
   * @param logs whether the services print their log records to stdout
   */
  public EmbeddedLab(LabDescriptor lab, int portOffset, boolean logs) {
    this(lab, portOffset, logs, BackendSource.EMBEDDED);
  }

  /** The same with the backends from elsewhere. */
  public EmbeddedLab(LabDescriptor lab, int portOffset, boolean logs, BackendSource backends) {
    this(lab, portOffset, logs, backends, null);
  }

  /**
   * The same for a learner, whose page runs the experiment and checks exercises.
   *
   * @param home the checkout in which runs and progress are kept; null for a lab that is nobody's
   */
  public EmbeddedLab(
      LabDescriptor lab,
      int portOffset,
      boolean logs,
      BackendSource backends,
      @Nullable Path home) {
    this.lab = lab;
    this.portOffset = portOffset;
    this.deployment = new EmbeddedDeployment(lab, portOffset, logs, backends);
    this.desk = home == null ? null : new Desk(lab, this, home, portOffset, backends);
  }

  /** Every TCP port needed and what for, offset included. */
  public Map<Integer, String> ports() {
    var ports = new LinkedHashMap<>(deployment.ports());
    ports.put(RunnerServer.PORT + portOffset, "runner");
    return ports;
  }

  /**
   * Starts everything. Done when all services are ready.
   *
   * @param started told the name of each service as it becomes ready
   */
  public Future<Void> start(Consumer<String> started) {
    synchronized (pauses) {
      if (stopped) {
        return Future.failedFuture("the lab is being stopped");
      }
      server = RunnerServer.start(lab, deployment, portOffset, desk);
      return Future.join(server, deployment.start(started)).mapEmpty();
    }
  }

  /**
   * Ends all pauses, stops everything that was started or is being started, and lets nothing start
   * any more. Never fails.
   */
  public Future<Void> stop() {
    synchronized (pauses) {
      stopped = true;
    }
    pauses.values().forEach(Pause::end);
    var page = server.compose(Service::stop).otherwiseEmpty();
    return Future.join(deployment.stop(), page).mapEmpty();
  }

  /** The spans and log records of all services. */
  public TelemetryStore store() {
    return deployment.store();
  }

  /** Where the backends are. */
  public BackendAddresses addresses() {
    return deployment.backends().addresses();
  }

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public Set<String> services() {
    return lab.ports().keySet();
  }

  @Override
  public Set<String> backends() {
    return lab.backendNames();
  }

  @Override
  public URI base(String service) {
    var address = deployment.directory().resolve(service);
    return URI.create("http://" + address.host() + ":" + address.port());
  }

  @Override
  public Optional<URI> console() {
    return Optional.of(URI.create("http://127.0.0.1:" + (RunnerServer.PORT + portOffset)));
  }

  @Override
  public boolean embedded() {
    return true;
  }

  /** Kills what is a process, else drops the service's Vertx; see above what that is not. */
  @Override
  public Future<Void> kill(String name) {
    if (backends().contains(name)) {
      return toCaller(deployment.backends().named(name).kill());
    }
    endPause(name);
    return toCaller(deployment.drop(name));
  }

  @Override
  public Future<Void> stop(String name) {
    if (backends().contains(name)) {
      return toCaller(deployment.backends().named(name).halt());
    }
    endPause(name);
    return toCaller(deployment.stop(name));
  }

  @Override
  public Future<Void> restart(String name) {
    if (backends().contains(name)) {
      return toCaller(deployment.backends().named(name).restart());
    }
    endPause(name);
    return toCaller(
        (deployment.isRunning(name) ? deployment.drop(name) : Future.<Void>succeededFuture())
            .compose(gone -> deployment.startAgain(name)));
  }

  @Override
  public Future<Void> pause(String service) {
    var child = deployment.child(service);
    if (child.isPresent()) {
      return toCaller(child.orElseThrow().pause());
    }
    var loops = deployment.running(service).vertx();
    return toCaller(pauses.computeIfAbsent(service, first -> Pause.of(loops)).begun());
  }

  @Override
  public Future<Void> resume(String service) {
    var child = deployment.child(service);
    if (child.isPresent()) {
      return toCaller(child.orElseThrow().resume());
    }
    deployment.running(service);
    endPause(service);
    return Future.succeededFuture();
  }

  private void endPause(String service) {
    Optional.ofNullable(pauses.remove(service)).ifPresent(Pause::end);
  }

  /** Services end their futures on threads of their own; the caller goes on on its own. */
  private static Future<Void> toCaller(Future<Void> future) {
    var caller = Vertx.currentContext();
    return caller == null ? future : Future.fromCompletionStage(future.toCompletionStage(), caller);
  }
}
