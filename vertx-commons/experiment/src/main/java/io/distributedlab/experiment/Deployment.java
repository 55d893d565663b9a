package io.distributedlab.experiment;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where the services of a lab run, and the hands that hurt them. The same experiment works on every
 * deployment: it sees services only through this and HTTP. A name that is not deployed is an {@link
 * IllegalArgumentException}.
 */
public interface Deployment {
  /** "embedded", "compose": for the record of the run. */
  String kind();

  Set<String> services();

  /** The servers that the services keep their data in; killed, restarted and stopped like them. */
  default Set<String> backends() {
    return Set.of();
  }

  /** Root of a service's HTTP interface, like {@code http://127.0.0.1:8000}. */
  URI base(String service);

  /** Root of the runner's own HTTP interface with {@code /admin/traces}, where there is one. */
  Optional<URI> console();

  /**
   * Whether the services' CPU time is spent by this process and its children. If so, CPU time spent
   * by anybody else is noise.
   */
  boolean embedded();

  /** Ends a service or backend without a goodbye. */
  Future<Void> kill(String name);

  /** Ends a service or backend in order: what is in flight finishes, data stay. */
  default Future<Void> stop(String name) {
    return Future.failedFuture(
        new UnsupportedOperationException(kind() + " cannot stop " + name + " alone"));
  }

  /** Starts what was ended, or ends and starts what runs; done when it is ready. */
  Future<Void> restart(String name);

  /** Stops the service's time; connections stay open, nothing is answered. */
  Future<Void> pause(String service);

  /** Ends a pause. */
  Future<Void> resume(String service);
}
