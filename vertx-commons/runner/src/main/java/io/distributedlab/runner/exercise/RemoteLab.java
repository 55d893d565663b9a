package io.distributedlab.runner.exercise;

import io.distributedlab.experiment.Deployment;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.RunnerServer;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A lab that somebody else has started on this machine: it can be measured, not hurt. */
public final class RemoteLab implements Deployment {
  private final Map<String, Integer> ports;
  private final int portOffset;

  /**
   * @param portOffset that it was started with
   */
  public RemoteLab(LabDescriptor lab, int portOffset) {
    this.ports = lab.ports();
    this.portOffset = portOffset;
  }

  @Override
  public String kind() {
    return "running";
  }

  @Override
  public Set<String> services() {
    return Set.copyOf(ports.keySet());
  }

  @Override
  public URI base(String service) {
    var port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException("there is no service " + service);
    }
    return at(port);
  }

  @Override
  public Optional<URI> console() {
    return Optional.of(at(RunnerServer.PORT));
  }

  @Override
  public boolean embedded() {
    return false;
  }

  @Override
  public Future<Void> kill(String name) {
    return cannot("kill", name);
  }

  @Override
  public Future<Void> restart(String name) {
    return cannot("restart", name);
  }

  @Override
  public Future<Void> pause(String service) {
    return cannot("pause", service);
  }

  @Override
  public Future<Void> resume(String service) {
    return cannot("resume", service);
  }

  private URI at(int port) {
    return URI.create("http://127.0.0.1:" + (port + portOffset));
  }

  private static Future<Void> cannot(String what, String name) {
    return Future.failedFuture(
        new UnsupportedOperationException("cannot " + what + " " + name + ": it is not ours"));
  }
}
