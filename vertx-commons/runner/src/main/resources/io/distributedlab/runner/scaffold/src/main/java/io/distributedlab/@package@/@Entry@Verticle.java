package io.distributedlab.@package@;

import io.distributedlab.service.Service;
@if chained@
import io.distributedlab.service.http.Deadline;
@end@
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
@if chained@
import java.time.Duration;
@end@

/** Where requests come in. */
final class @Entry@Verticle extends VerticleBase {
@if chained@
  /** How long the chain may take until the caller is told which service is late. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

@end@
  private final Service service;
  private final Work work;
@if redis@
  private final Visits visits;
@end@
@if postgres@
  private final Archive archive;
@end@
@if kafka@
  private final Events events;
@end@

  @Entry@Verticle(Service service) {
    this.service = service;
    this.work = new Work(service);
@if redis@
    this.visits = new Visits(service);
@end@
@if postgres@
    this.archive = new Archive(service);
@end@
@if kafka@
    this.events = new Events(service);
@end@
  }

@if backends@
  /** Not ready, and not to be reached, before its servers answer. */
@end@
  @Override
  public Future<?> start() {
@if backends@
    return Future.succeededFuture()
@if redis@
        .compose(begun -> visits.ready())
@end@
@if postgres@
        .compose(begun -> archive.ready())
@end@
@if kafka@
        .compose(begun -> events.ready())
@end@
        .compose(ready -> service.http().get("/api/process", request -> process()).listen());
@else@
    return service.http().get("/api/process", request -> process()).listen();
@end@
  }

@if backends@
  @Override
  public Future<?> stop() {
    return Future.succeededFuture()
@if redis@
        .eventually(visits::close)
@end@
@if postgres@
        .eventually(archive::close)
@end@
@if kafka@
        .eventually(events::close)
@end@
        .mapEmpty();
  }

  private Future<Answer> process() {
@if redis@
    var counted = visits.count();
@end@
@if postgres@
    var stored = archive.store();
@end@
@if kafka@
    var sent = events.send(service.name());
@end@
    var chain = chain();
    return Future.all(@pending@, chain)
        .map(all -> new Answer(@results@, chain.result().hops()));
  }

  private Future<Chain> chain() {
@else@
  private Future<Chain> process() {
@end@
@if chained@
    var deadline = Deadline.in(PATIENCE, service.clock());
    return work.perform().compose(own -> next(deadline).map(behind -> behind.after(own)));
@else@
    return work.perform().map(Chain::of);
@end@
  }
@if chained@

  private Future<Chain> next(Deadline deadline) {
@if bus@
    return service
        .bus()
        .request(Ask.ADDRESS, new Ask(service.name()), Chain.class, deadline.clip(PATIENCE));
@else@
    return service
        .client("@second@")
        .within(deadline)
        .get("/process")
        .map(reply -> reply.as(Chain.class));
@end@
  }
@end@
}
