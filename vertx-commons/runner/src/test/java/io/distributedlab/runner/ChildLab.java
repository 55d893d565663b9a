package io.distributedlab.runner;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/**
 * A lab whose services run in JVMs of their own: it tells its process id and knows a fault point.
 */
public final class ChildLab implements Lab {
  static final String SERVICE = "worker";
  static final int PORT = 7040;

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "child-lab", "Child").service(SERVICE, PORT, Worker::new).build();
  }

  private static final class Worker extends VerticleBase {
    private final Service service;

    Worker(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      service.faults().declare("after-work", "the work is done, nobody knows");
      return service.http().get("/work", this::work).listen();
    }

    @Override
    public Future<?> stop() {
      service.telemetry().log().info("goodbye");
      return Future.succeededFuture();
    }

    private Future<JsonObject> work(Request request) {
      return service
          .telemetry()
          .span(
              "work",
              span -> {
                var number = String.valueOf(request.query("number"));
                span.setAttribute("size", 41).addEvent("half done");
                service.telemetry().log().info("worked", Log.with("number", number));
                return Future.succeededFuture();
              })
          .compose(done -> service.faults().point("after-work"))
          .map(passed -> new JsonObject().put("pid", ProcessHandle.current().pid()));
    }
  }
}
