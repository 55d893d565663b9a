package io.distributedlab.week46;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where clients enter: reads and writes keys at the replicas, as the knobs or the request say. */
public final class CoordinatorVerticle extends VerticleBase {
  /** The body of a write. */
  record Value(@Nullable String value) {}

  private final Service service;
  private final Operations operations;
  private final QuorumAdmin admin;
  private final SelfCheck check;

  public CoordinatorVerticle(Service service) {
    this(service, Protocols::standard);
  }

  CoordinatorVerticle(Service service, BiFunction<Protocols, Strategy, Protocol> choice) {
    var random = new Random();
    var protocols = new Protocols(service, random, choice);
    this.service = service;
    this.operations = new Operations(service, protocols, random);
    this.admin = new QuorumAdmin(service, protocols.replicas());
    this.check = new SelfCheck(operations, random);
  }

  @Override
  public Future<?> start() {
    return service
        .http()
        .put("/kv/:key", request -> write(request, value(request)))
        .delete("/kv/:key", request -> write(request, null))
        .get("/kv/:key", this::read)
        .get("/checks/read-your-writes", this::check)
        .post("/checks/read-your-writes", this::check)
        .get("/replicas", request -> admin.replicas())
        .houseRoute(GET, "/admin/quorum", request -> Future.succeededFuture(admin.quorum()))
        .houseRoute(PUT, "/admin/quorum", request -> admin.change(request.json()))
        .listen();
  }

  private Future<Answer.Write> write(Request request, @Nullable String value) {
    return operations.write(strategy(request), Limits.key(request.param("key")), value);
  }

  private Future<Answer.Read> read(Request request) {
    return operations
        .read(strategy(request), Limits.key(request.param("key")))
        .compose(
            read ->
                read.value() == null
                    ? Future.failedFuture(
                        Problem.notFound("there is no value")
                            .with("version", read.version())
                            .with("rounds", read.rounds()))
                    : Future.succeededFuture(read));
  }

  private Future<SelfCheck.Report> check(Request request) {
    return check.run(strategy(request), request.query(SelfCheck.ITERATIONS));
  }

  private Strategy strategy(Request request) {
    return service.knobs().variant(Week46Knobs.STRATEGY, request);
  }

  private static String value(Request request) {
    return Limits.value(request.body(Value.class).value());
  }
}
