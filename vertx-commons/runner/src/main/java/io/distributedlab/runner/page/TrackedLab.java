package io.distributedlab.runner.page;

import io.distributedlab.experiment.Deployment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A deployment that remembers which backends were ended and what is still being done, so that
 * somebody else can put it back: one who broke off an experiment, say. Used from several threads.
 */
final class TrackedLab implements Deployment {
  private final Deployment lab;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private CompletableFuture<Void> pending = CompletableFuture.allOf();

  TrackedLab(Deployment lab) {
    this.lab = lab;
  }

  /** Backends that were ended and not started again. */
  List<String> endedBackends() {
    return ended.stream().filter(backends()::contains).sorted().toList();
  }

  /** Done when nothing is being killed, started or paused; fails when one of that did. */
  synchronized CompletionStage<Void> settled() {
    return pending;
  }

  @Override
  public String kind() {
    return lab.kind();
  }

  @Override
  public Set<String> services() {
    return lab.services();
  }

  @Override
  public Set<String> backends() {
    return lab.backends();
  }

  @Override
  public URI base(String service) {
    return lab.base(service);
  }

  @Override
  public Optional<URI> console() {
    return lab.console();
  }

  @Override
  public boolean embedded() {
    return lab.embedded();
  }

  @Override
  public Future<Void> kill(String name) {
    return track(() -> lab.kill(name), () -> ended.add(name));
  }

  @Override
  public Future<Void> stop(String name) {
    return track(() -> lab.stop(name), () -> ended.add(name));
  }

  @Override
  public Future<Void> restart(String name) {
    return track(() -> lab.restart(name), () -> ended.remove(name));
  }

  @Override
  public Future<Void> pause(String service) {
    return track(() -> lab.pause(service), () -> {});
  }

  @Override
  public Future<Void> resume(String service) {
    return track(() -> lab.resume(service), () -> {});
  }

  /** Begins an act on no event loop: that of a trial which is broken off tells nothing more. */
  private synchronized Future<Void> track(Supplier<Future<Void>> act, Runnable done) {
    var caller = Vertx.currentContext();
    var going =
        CompletableFuture.supplyAsync(act).thenCompose(Future::toCompletionStage).thenRun(done);
    pending = CompletableFuture.allOf(pending, going);
    return caller == null ? Future.fromCompletionStage(going) : Stages.toldOn(caller, going);
  }
}
