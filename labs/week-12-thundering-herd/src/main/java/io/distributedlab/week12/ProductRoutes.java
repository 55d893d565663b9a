package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.ServerSpans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What clients ask for. */
final class ProductRoutes {
  private final Tools tools;
  private final Service service;
  private final ProductReads reads;

  ProductRoutes(Tools tools, ProductReads reads) {
    this.tools = tools;
    this.service = tools.service();
    this.reads = reads;
  }

  void addTo(HttpService http) {
    http.get("/product/:id", this::product);
  }

  private Future<JsonObject> product(Request request) {
    var lookup = new Lookup(Keys.checked(request.param("id")), variant(request), deadline(request));
    long arrived = service.clock().nanos();
    return reads
        .serve(lookup)
        .map(
            served -> {
              if (served.cached().value() == null) {
                throw Problem.notFound("there is no product " + lookup.id())
                    .with("cache_status", Knob.wireName(served.status()));
              }
              double tookMs = (service.clock().nanos() - arrived) / 1e6;
              return ProductView.of(lookup, served, service.name(), tools.cache().nowMs(), tookMs);
            });
  }

  /** The query parameter {@code strategy}, the header of the house, or the knob. */
  private Variant variant(Request request) {
    var asked = request.query(Week12Knobs.STRATEGY.name());
    if (asked == null) {
      return service.knobs().variant(Week12Knobs.STRATEGY, request);
    }
    var variant = Week12Knobs.STRATEGY.parseText(asked);
    ServerSpans.variant(asked);
    return variant;
  }

  private Deadline deadline(Request request) {
    var wait = service.knobs().get(Week12Knobs.WAIT);
    return Deadline.in(request.deadline().clip(wait), service.clock());
  }
}
