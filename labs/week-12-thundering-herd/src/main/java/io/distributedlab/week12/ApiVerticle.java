package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.week12.Messages.Invalidate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An instance of the product API, between its clients and a database that is slow. */
final class ApiVerticle extends VerticleBase {
  private final Service service;
  private final Parts parts;
  private @Nullable RedisLink redis;
  private @Nullable Catalogue catalogue;
  private @Nullable Fills fills;

  ApiVerticle(Service service) {
    this(service, Parts.SOUND);
  }

  ApiVerticle(Service service, Parts parts) {
    this.service = service;
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    var link = new RedisLink(service);
    var products = new Catalogue(service);
    var told = new Fills(service, link);
    redis = link;
    catalogue = products;
    fills = told;
    var random = new SplittableRandom();
    var meters = new CacheMeters(service.telemetry().meters());
    var cache = new ValueCache(service, link, random);
    var loader = new Loader(service, products, meters, random);
    service.faults().declare(Tools.HOLDER, "a request has acquired a lock or lease");
    var patience = new Patience(service, told, meters);
    var tools = new Tools(service, cache, loader, told, patience, meters, random);
    var copies = new LocalCopies();
    var strategies =
        new Strategies(
            tools,
            copies,
            parts.locks().apply(link),
            parts.leases().apply(link, cache),
            parts.yourLeases().apply(link, cache));
    var yourStale = parts.yourStale().apply(tools, copies);
    var reads = new ProductReads(tools, strategies, copies, yourStale);
    new ProductRoutes(tools, reads).addTo(service.http());
    new CacheRoutes(tools, products).addTo(service.http());
    new AdminRoutes(tools).addTo(service.http());
    return told.start()
        .compose(subscribed -> strategies.start())
        .compose(owning -> hearChanges(copies))
        .compose(hearing -> service.http().listen());
  }

  @Override
  public Future<?> stop() {
    return Future.join(
        fills == null ? Future.succeededFuture() : fills.close(),
        redis == null ? Future.succeededFuture() : redis.close(),
        catalogue == null ? Future.succeededFuture() : catalogue.close());
  }

  private Future<Void> hearChanges(LocalCopies copies) {
    return service
        .bus()
        .subscribe(
            Messages.INVALIDATE,
            Invalidate.class,
            change -> {
              copies.invalidate(change);
              return Future.succeededFuture();
            });
  }
}
