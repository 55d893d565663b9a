package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.backends.Preparation;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.distributedlab.service.BusMember;
import io.distributedlab.service.ClusterConfig;
import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one service of the lab on the class path, as a container does: {@code ServiceMain gateway}.
 * The name {@code runner} means the runner's own server with the live page.
 *
 * <p>It binds all interfaces; its peers are the hosts of their own names, each on its declared
 * port; members of a clustered bus meet on port 5701. So are its backends, on the usual port of
 * their kind, unless {@code LAB_BACKEND_NAME} gives an address; it waits for them for a minute or
 * {@code LAB_BACKENDS_WAIT} seconds, and whichever service comes first makes the lab's roles,
 * schema and topics in them. SIGTERM stops it: what is in flight finishes first. A crash at a fault
 * point ends the process as a SIGKILL does. Exit codes: 1 it did not start, 2 wrong usage, 137
 * crashed, 143 stopped by SIGTERM.
 */
public final class ServiceMain {
  private static final String ALL_INTERFACES = "0.0.0.0";
  private static final int STOP_SECONDS = 10;
  static final int CRASHED = 137;

  /** For how many seconds backends that were started together with the service may not answer. */
  private static final String PATIENCE = "LAB_BACKENDS_WAIT";

  private static final String MINUTE = "60";

  /**
   * While an image is built there is no backend, and none is waited for: the classes are loaded all
   * the same.
   */
  private static final boolean TRAINING = Boolean.getBoolean("lab.training");

  private final LabDescriptor lab;
  private final ServiceSpec spec;
  private final BackendAddresses backends;

  private ServiceMain(LabDescriptor lab, ServiceSpec spec) {
    this.lab = lab;
    this.spec = spec;
    this.backends = BackendAddresses.byName(lab.backends(), System.getenv());
  }

  /** Starts the service named by the only argument; returns while it runs. */
  public static void main(String[] args) {
    var lab = Lab.onClasspath();
    if (lab.isEmpty()) {
      exit(2, "There is no lab on the class path.");
    }
    if (args.length == 1 && args[0].equals(RunnerServer.NAME)) {
      runPage(lab.orElseThrow());
      return;
    }
    var names = lab.orElseThrow().ports().keySet();
    if (args.length != 1 || !names.contains(args[0])) {
      exit(2, "Name one service of %s: %s.".formatted(lab.orElseThrow().folder(), names));
    }
    var spec =
        lab.orElseThrow().services().stream()
            .filter(service -> service.name().equals(args[0]))
            .findFirst();
    new ServiceMain(lab.orElseThrow(), spec.orElseThrow()).run();
  }

  private static void runPage(LabDescriptor lab) {
    var backends = BackendAddresses.byName(lab.backends(), System.getenv());
    var starting = RunnerServer.startBeside(lab, backends, ALL_INTERFACES);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starting), "stop"));
    starting.onFailure(failure -> exit(1, "the live page did not start: " + failure.getMessage()));
  }

  private void run() {
    var config = config();
    var starting =
        lab.backends().isEmpty() ? Service.start(config, spec.verticle()) : prepareAndStart(config);
    starting.onSuccess(LoopLagMeter::start);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starting), "stop"));
    starting.onSuccess(
        service -> service.faults().onCrash(() -> Runtime.getRuntime().halt(CRASHED)));
    starting.onFailure(
        failure -> exit(1, "%s did not start: %s".formatted(spec.name(), failure.getMessage())));
  }

  /**
   * Starts the service on no event loop: its Vertx is made there. The one that prepared the
   * backends is closed afterwards: until the other has threads, only its own keep the JVM alive.
   */
  private Future<Service> prepareAndStart(ServiceConfig config) {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var prepared = Promise.<Void>promise();
    Preparation.of(vertx, lab.backends(), backends, patience())
        .recover(failure -> TRAINING ? Future.succeededFuture() : Future.failedFuture(failure))
        .onComplete(
            outcome ->
                ForkJoinPool.commonPool()
                    .execute(() -> prepared.complete(outcome.result(), outcome.cause())));
    return prepared
        .future()
        .compose(ready -> Service.start(config, spec.verticle()))
        .onComplete(started -> vertx.close());
  }

  private static Duration patience() {
    if (TRAINING) {
      return Duration.ZERO;
    }
    var seconds = System.getenv().getOrDefault(PATIENCE, MINUTE);
    if (!seconds.matches("[0-9]{1,4}")) {
      exit(2, "%s must be a number of seconds, not '%s'.".formatted(PATIENCE, seconds));
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  /** The bus member is first: it joins while telemetry, backends and Vert.x are made ready. */
  private ServiceConfig config() {
    var directory = Directory.byName(lab.ports());
    var telemetry = new TelemetryConfig(spec.name(), lab.folder(), null, true, 1.0).withJvm();
    return new ServiceConfig(
        spec.name(),
        ALL_INTERFACES,
        directory,
        lab.knobs(),
        join(),
        Telemetry.create(telemetry),
        Detours.of(lab, directory).uris(spec.name(), lab, backends));
  }

  private @Nullable BusMember join() {
    if (!lab.onBus().contains(spec)) {
      return null;
    }
    var names = lab.onBus().stream().map(ServiceSpec::name).toList();
    var members = names.stream().map(name -> name + ":" + ClusterConfig.PORT).toList();
    return new ClusterConfig(spec.name(), ClusterConfig.PORT, members, names).join();
  }

  /** Runs in the shutdown hook, the one place where waiting is right. */
  static void stop(Future<Service> starting) {
    try {
      starting
          .transform(
              started -> started.succeeded() ? started.result().stop() : Future.succeededFuture())
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("The service did not stop in time: " + e.getMessage());
    }
  }

  private static void exit(int code, String sentence) {
    System.err.println(sentence);
    System.exit(code);
  }
}
