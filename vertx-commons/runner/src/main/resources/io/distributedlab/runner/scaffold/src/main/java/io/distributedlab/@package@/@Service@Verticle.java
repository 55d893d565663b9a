package io.distributedlab.@package@;

import io.distributedlab.service.Service;
@if next@
import io.distributedlab.service.http.Deadline;
@end@
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

@if next@
/** Works, then asks the next service. */
@else@
/** Works. The end of the chain. */
@end@
final class @Service@Verticle extends VerticleBase {
@if next@
  /** Share of the time left that is kept back to tell the caller which service is late. */
  private static final int WAY_BACK_PERCENT = 10;

@end@
  private final Service service;
  private final Work work;

  @Service@Verticle(Service service) {
    this.service = service;
    this.work = new Work(service);
  }

  @Override
  public Future<?> start() {
@if next@
@if asked@
    return service
        .bus()
        .serve(Ask.ADDRESS, Ask.class, ask -> process(ask.deadline()))
        .compose(known -> service.http().get("/process", r -> process(r.deadline())).listen());
@else@
    return service.http().get("/process", request -> process(request.deadline())).listen();
@end@
@else@
@if asked@
    return service
        .bus()
        .serve(Ask.ADDRESS, Ask.class, ask -> process())
        .compose(known -> service.http().get("/process", request -> process()).listen());
@else@
    return service.http().get("/process", request -> process()).listen();
@end@
@end@
  }

@if next@
  private Future<Chain> process(Deadline deadline) {
    return work.perform().compose(own -> next(deadline).map(behind -> behind.after(own)));
  }

  private Future<Chain> next(Deadline deadline) {
    return service
        .client("@next@")
        .within(deadline.keepingBack(WAY_BACK_PERCENT))
        .get("/process")
        .map(reply -> reply.as(Chain.class));
  }
@else@
  private Future<Chain> process() {
    return work.perform().map(Chain::of);
  }
@end@
}
