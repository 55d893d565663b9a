package io.distributedlab.backends;

import io.distributedlab.service.Detached;
import io.distributedlab.service.Named;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The backends of one run of a lab: started together before its services, each with what the lab
 * needs in it, and stopped after them.
 */
public final class Backends {
  private final List<BackendSpec> specs;
  private final BackendSource source;
  private final Map<String, String> environment;
  private final int portOffset;
  private final Map<String, Backend> started = new ConcurrentHashMap<>();
  private volatile @Nullable Vertx vertx;

  /**
   * Backends that are not started yet.
   *
   * @param environment where {@code LAB_BACKEND_NAME} may give an address
   * @param portOffset added to every port of those that this machine runs
   */
  public Backends(
      List<BackendSpec> specs,
      BackendSource source,
      Map<String, String> environment,
      int portOffset) {
    this.specs = List.copyOf(specs);
    this.source = source;
    this.environment = Map.copyOf(environment);
    this.portOffset = portOffset;
  }

  /** Every TCP port that this run needs for them, and what for. */
  public Map<Integer, String> ports() {
    var ports = new LinkedHashMap<Integer, String>();
    specs.stream()
        .filter(spec -> BackendAddresses.given(spec, environment).isEmpty())
        .forEach(spec -> ports.put(spec.port() + portOffset, spec.name()));
    return ports;
  }

  /** Where they are, or will be once started. */
  public BackendAddresses addresses() {
    var uris = new LinkedHashMap<String, String>();
    for (var spec : specs) {
      var here = spec.uri(EmbeddedServer.HOST, spec.port() + portOffset);
      uris.put(spec.name(), BackendAddresses.given(spec, environment).orElse(here));
    }
    return new BackendAddresses(uris);
  }

  /**
   * Clears away what killed runs left, and starts all. When one fails, the others are stopped and
   * the future fails with a {@link BackendFailure}.
   */
  public Future<Void> start() {
    if (specs.isEmpty()) {
      return Future.succeededFuture();
    }
    var own = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    vertx = own;
    var all =
        own.executeBlocking(this::clearLeftovers)
            .compose(cleared -> Future.join(specs.stream().map(spec -> start(own, spec)).toList()));
    return Detached.from(all)
        .<Void>mapEmpty()
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  /**
   * Stops all that were started and removes their data. Never fails. A JVM that exits without it
   * takes the servers with it and leaves their data to {@link Leftovers}.
   */
  public Future<Void> stop() {
    var own = vertx;
    if (own == null) {
      return Future.succeededFuture();
    }
    vertx = null;
    var stopped = Future.join(started.values().stream().map(Backend::stop).toList());
    return Detached.from(stopped.otherwiseEmpty())
        .eventually(own::close)
        .otherwiseEmpty()
        .mapEmpty();
  }

  /**
   * One that was started.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public Backend named(String name) {
    return Named.find(started, "backend", name);
  }

  private Void clearLeftovers() {
    Leftovers.clear();
    if (source == BackendSource.CONTAINERS && !ports().isEmpty()) {
      ContainerLeftovers.clear();
    }
    return null;
  }

  private Future<Void> start(Vertx own, BackendSpec spec) {
    var backend = backend(own, spec);
    started.put(spec.name(), backend);
    return backend
        .start()
        .recover(failure -> Future.failedFuture(BackendFailure.of(spec, failure)))
        .compose(answers -> Preparation.of(own, spec, backend.uri()));
  }

  private Backend backend(Vertx own, BackendSpec spec) {
    var port = spec.port() + portOffset;
    return BackendAddresses.given(spec, environment)
        .<Backend>map(uri -> new ExternalBackend(own, spec, uri))
        .orElseGet(
            () ->
                switch (source) {
                  case EMBEDDED -> embedded(own, spec, port).stoppedByItsOwner();
                  case CONTAINERS -> new ContainerBackend(own, spec, port);
                });
  }

  private static EmbeddedServer embedded(Vertx own, BackendSpec spec, int port) {
    return switch (spec) {
      case Postgres postgres -> new EmbeddedPostgres(own, postgres, port);
      case Redis redis -> new EmbeddedRedis(own, redis, port);
      case Kafka kafka -> new EmbeddedKafka(own, kafka, port);
    };
  }
}
