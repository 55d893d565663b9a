package io.distributedlab.runner;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;

/** Two services on a clustered bus; each answers there with its name and asks the other. */
public final class ChildClusterLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "child-cluster-lab", "Child Cluster")
        .service("one", 7041, service -> new Member(service, "two"))
        .service("two", 7042, service -> new Member(service, "one"))
        .clustered()
        .build();
  }

  private static final class Member extends VerticleBase {
    private final Service service;
    private final String other;

    Member(Service service, String other) {
      this.service = service;
      this.other = other;
    }

    @Override
    public Future<?> start() {
      var ear =
          vertx
              .eventBus()
              .<String>consumer(service.name(), message -> message.reply(service.name()));
      return ear.completion()
          .compose(registered -> service.http().get("/ask", request -> ask()).listen());
    }

    private Future<JsonObject> ask() {
      return vertx
          .eventBus()
          .<String>request(other, "who", new DeliveryOptions().setSendTimeout(1_000))
          .map(reply -> new JsonObject().put("heard", reply.body()));
    }
  }
}
