package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.TRANSPORT;

/** Over HTTP or the event bus, as the knob {@code transport} says. */
record ByTransport(OverHttp http, OverBus bus) implements NextService {
  @Override
  public String name() {
    return http.name();
  }

  @Override
  public Errand<Downstream> ask(Visit visit) {
    return switch (visit.knobs().get(TRANSPORT)) {
      case HTTP -> http.ask(visit);
      case BUS -> bus.ask(visit);
    };
  }
}
