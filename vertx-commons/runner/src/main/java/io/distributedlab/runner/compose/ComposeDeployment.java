package io.distributedlab.runner.compose;

import io.distributedlab.experiment.Deployment;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.RunnerServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A lab whose containers run, as an experiment sees and hurts them. A kill is a SIGKILL of the
 * container's process, a stop a SIGTERM, and a pause freezes all its processes.
 */
public final class ComposeDeployment implements Deployment {
  private final Vertx vertx;
  private final LabDescriptor lab;
  private final ComposeProject project;
  private final Map<String, URI> bases;
  private final Optional<URI> console;

  private ComposeDeployment(
      Vertx vertx,
      LabDescriptor lab,
      ComposeProject project,
      Map<String, URI> bases,
      Optional<URI> console) {
    this.vertx = vertx;
    this.lab = lab;
    this.project = project;
    this.bases = bases;
    this.console = console;
  }

  /**
   * The containers that run now. Blocks for a moment.
   *
   * @throws IOException when compose does not answer
   * @throws IllegalStateException when a service of the lab has no container that runs
   */
  public static ComposeDeployment of(Vertx vertx, LabDescriptor lab, ComposeProject project)
      throws IOException {
    var running = project.running();
    var bases = new LinkedHashMap<String, URI>();
    lab.ports()
        .forEach(
            (name, port) ->
                bases.put(
                    name,
                    published(running, name, port)
                        .orElseThrow(() -> new IllegalStateException(name + " does not run"))));
    return new ComposeDeployment(
        vertx, lab, project, bases, published(running, RunnerServer.NAME, RunnerServer.PORT));
  }

  private static Optional<URI> published(
      Map<String, ComposeProject.Published> running, String service, int port) {
    return Optional.ofNullable(running.get(service))
        .flatMap(container -> container.of(port))
        .map(open -> URI.create("http://127.0.0.1:" + open));
  }

  @Override
  public String kind() {
    return "compose";
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
    var base = bases.get(service);
    if (base == null) {
      throw new IllegalArgumentException("there is no service " + service);
    }
    return base;
  }

  @Override
  public Optional<URI> console() {
    return console;
  }

  @Override
  public boolean embedded() {
    return false;
  }

  @Override
  public Future<Void> kill(String name) {
    return compose(name, "kill", name);
  }

  @Override
  public Future<Void> stop(String name) {
    return compose(name, "stop", name);
  }

  @Override
  public Future<Void> restart(String name) {
    return compose(name, "stop", "--timeout", "0", name)
        .compose(
            stopped ->
                compose(
                    name,
                    "up",
                    "--detach",
                    "--wait",
                    "--no-deps",
                    "--no-build",
                    "--no-recreate",
                    name));
  }

  @Override
  public Future<Void> pause(String service) {
    return compose(service, "pause", service);
  }

  @Override
  public Future<Void> resume(String service) {
    return compose(service, "unpause", service);
  }

  private Future<Void> compose(String name, String... arguments) {
    if (!bases.containsKey(name) && !backends().contains(name)) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return vertx.executeBlocking(() -> project.read(arguments), false).mapEmpty();
  }
}
