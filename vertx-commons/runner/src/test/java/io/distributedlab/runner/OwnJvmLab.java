package io.distributedlab.runner;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/** A door in the runner's JVM before a worker in one of its own; either can crash at a point. */
public final class OwnJvmLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "own-jvm-lab", "Own JVM")
        .service("door", 7045, Door::new)
        .service("worker", 7046, Worker::new)
        .ownJvm(OwnJvmLab.class, "-Dgreeting=hello")
        .build();
  }

  private static final class Door extends VerticleBase {
    private final Service service;

    Door(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      service.faults().declare("at-the-door", "the request is in, nothing is out");
      return service.http().get("/ask", request -> ask()).listen();
    }

    private Future<JsonObject> ask() {
      return service
          .faults()
          .point("at-the-door")
          .compose(passed -> service.client("worker").get("/answer"))
          .map(reply -> reply.json());
    }
  }

  private static final class Worker extends VerticleBase {
    private final Service service;

    Worker(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service.http().get("/answer", request -> Future.succeededFuture(answer())).listen();
    }

    private static JsonObject answer() {
      return new JsonObject()
          .put("pid", ProcessHandle.current().pid())
          .put("greeting", System.getProperty("greeting"));
    }
  }
}
