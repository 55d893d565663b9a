package io.distributedlab.week51;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.week51.Week51Knobs.Mode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Works a while, then asks the next service: service-a, and service-b. */
public final class RelayVerticle extends VerticleBase {
  private final Service service;
  private final StationRoutes routes;

  private RelayVerticle(Service service, StationRoutes routes) {
    this.service = service;
    this.routes = routes;
  }

  /** Works {@code a.work_ms} and asks service-b. */
  static RelayVerticle a(Service service, Function<DeadlineVariant, DeadlinePolicy> policies) {
    return relay(
        service,
        policies,
        Week51Knobs.A_WORK,
        Week51Knobs.A_MODE,
        new OverHttp(service, "service-b"));
  }

  /** Works {@code b.work_ms} and asks service-c, over HTTP or the event bus. */
  static RelayVerticle b(Service service, Function<DeadlineVariant, DeadlinePolicy> policies) {
    var next = new ByTransport(new OverHttp(service, "service-c"), new OverBus(service));
    return relay(service, policies, Week51Knobs.B_WORK, Week51Knobs.B_MODE, next);
  }

  private static RelayVerticle relay(
      Service service,
      Function<DeadlineVariant, DeadlinePolicy> policies,
      Knob<Duration> work,
      Knob<Mode> mode,
      NextService next) {
    var knobs = service.knobs();
    var parts =
        new Station.Parts(
            () -> knobs.get(work), () -> knobs.get(mode), Optional.empty(), Optional.of(next));
    var station = new Station(service, parts, policies);
    return new RelayVerticle(service, new StationRoutes(station, work, mode));
  }

  @Override
  public Future<?> start() {
    return routes.addTo(service.http()).listen();
  }
}
