package io.distributedlab.bench;

import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.Function;

/**
 * The echo chain on the service module, with all that the base lab does: deadlines that travel, a
 * span and a timer for the work of a hop (which takes no time here) and, if asked for, four log
 * lines a request.
 */
final class LabChain {
  private LabChain() {}

  /**
   * Starts the services.
   *
   * @param telemetry makes that of the service with this name
   * @param lines whether requests are logged
   */
  static Future<List<Service>> start(
      Ports ports, Function<String, Telemetry> telemetry, boolean lines) {
    var chain = new Starter(Directory.loopback(ports.byName(), 0), telemetry);
    return Future.all(
            chain.start("gateway", service -> new LabGateway(service, lines)),
            chain.start("service-a", service -> new LabServiceA(service, lines)),
            chain.start("service-b", service -> new LabServiceB(service, lines)))
        .map(services -> services.list());
  }

  private record Starter(Directory directory, Function<String, Telemetry> telemetry) {
    Future<Service> start(String name, Function<Service, VerticleBase> verticle) {
      var config =
          new ServiceConfig(
              name, Ports.HOST, directory, KnobSchema.NONE, null, telemetry.apply(name));
      return Service.start(config, verticle);
    }
  }
}
