package io.distributedlab.runner;

import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.panel.Unit;
import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The lab on the class path of these tests: a front that asks a back. */
public final class TestLab implements Lab {
  static final String FOLDER = "test-lab";

  @Override
  public LabDescriptor descriptor() {
    return builder().build();
  }

  static LabDescriptor.Builder builder() {
    return LabDescriptor.lab(0, FOLDER, "Test Lab")
        .question("Does the front hear from the back?")
        .service("front", 7010, Front::new)
        .service("back", 7011, Back::new)
        .entry("/api/ask")
        .panels(
            List.of(
                Panel.up("front"),
                Panel.timeseries("Latency", Unit.SECONDS)
                    .query("p99", "histogram_quantile(0.99, x)")
                    .predicted("p99", 0.115),
                Panel.logs("Logs", "{service_name=\"front\"}")));
  }

  private static final class Front extends VerticleBase {
    private final Service service;

    Front(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .get(
              "/api/ask",
              request -> service.client("back").get("/answer").map(reply -> reply.json()))
          .listen();
    }
  }

  private static final class Back extends VerticleBase {
    private final Service service;

    Back(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .get("/answer", request -> Future.succeededFuture(new JsonObject().put("answer", 42)))
          .listen();
    }
  }
}
