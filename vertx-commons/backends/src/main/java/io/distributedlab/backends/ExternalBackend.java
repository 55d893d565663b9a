package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A server that somebody else runs. It can be used and prepared, but neither ended nor started. */
final class ExternalBackend implements Backend {
  private final Vertx vertx;
  private final BackendSpec spec;
  private final String uri;

  ExternalBackend(Vertx vertx, BackendSpec spec, String uri) {
    this.vertx = vertx;
    this.spec = spec;
    this.uri = uri;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String uri() {
    return uri;
  }

  /** Done when it answers. */
  @Override
  public Future<Void> start() {
    return Probe.of(vertx, spec, uri);
  }

  @Override
  public Future<Void> stop() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> halt() {
    return notOurs();
  }

  @Override
  public Future<Void> kill() {
    return notOurs();
  }

  @Override
  public Future<Void> restart() {
    return notOurs();
  }

  private Future<Void> notOurs() {
    return Future.failedFuture(
        new UnsupportedOperationException(
            "%s is not ours to end: %s names a server that somebody else runs"
                .formatted(name(), BackendAddresses.variable(spec))));
  }
}
