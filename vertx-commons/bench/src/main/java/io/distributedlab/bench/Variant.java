package io.distributedlab.bench;

import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** A way to run the chain, and the share of the bare chain's throughput that it must reach. */
enum Variant {
  /** Vert.x alone. */
  BARE(0, false) {
    @Override
    Future<?> start(Ports ports) {
      return BareChain.start(ports);
    }
  },
  /** The service module without telemetry. */
  OFF(0.90, false) {
    @Override
    Future<?> start(Ports ports) {
      return LabChain.start(ports, Telemetry::off, false);
    }
  },
  /** Every request traced and measured; spans go to the store of the process. */
  ON(0.70, true) {
    @Override
    Future<?> start(Ports ports) {
      return LabChain.start(ports, telemetry(new TelemetryStore(), false), false);
    }
  },
  /** As {@link #ON}, with four log lines a request on standard output and in the store. */
  LINES(0, true) {
    @Override
    Future<?> start(Ports ports) {
      return LabChain.start(ports, telemetry(new TelemetryStore(), true), true);
    }
  };

  private final double required;
  private final boolean traced;

  Variant(double required, boolean traced) {
    this.required = required;
    this.traced = traced;
  }

  abstract Future<?> start(Ports ports);

  /** Least ratio to {@link #BARE}, or 0 for none. */
  double required() {
    return required;
  }

  boolean traced() {
    return traced;
  }

  static Function<String, Telemetry> telemetry(TelemetryStore store, boolean console) {
    return service ->
        Telemetry.create(
            new TelemetryConfig(service, "bench", store, console, 1.0).withEnv(Map.of()));
  }
}
