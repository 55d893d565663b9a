package io.distributedlab.week29;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the experiment does to the services. */
final class Acts {
  private static final Map<String, String> RECORDS =
      Map.of(
          "order", "/orders",
          "orchestrator", "/sagas",
          "inventory", "/reservations",
          "payment", "/transactions",
          "shipping", "/shipments");

  private static final List<Variant> WARMED = List.of(Variant.values());
  private static final int WARM_UP = 25;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Acts() {}

  /** Everything as at first: no order, no saga, no money taken, all stock there. */
  static Act fresh() {
    return new Act("fresh", Acts::clear);
  }

  /** Orders of every kind, so that what is measured next does not run for the first time. */
  static Act warm() {
    return new Act("warm up", stage -> order(stage, WARM_UP));
  }

  private static Future<Void> order(Stage stage, int left) {
    var variant = WARMED.get(left % WARMED.size());
    return left == 0
        ? Future.succeededFuture()
        : stage
            .send(
                "order",
                Request.post("/demo/order?wait=2000", Map.of())
                    .header(Knobs.VARIANT_HEADER, Knob.wireName(variant)))
            .compose(ended -> order(stage, left - 1));
  }

  /** SIGKILL, and a new process at once. It has the sagas that are in the log, and no others. */
  static Act crashOrchestrator() {
    return new Act("kill and restart orchestrator", stage -> killed(stage, "orchestrator"));
  }

  /** One participant is dropped and started again, with the faults that it had. */
  static Act crashPayment(Map<String, ?> faults) {
    return new Act(
        "drop and restart payment",
        stage -> killed(stage, "payment").compose(back -> stage.faults("payment", faults)));
  }

  private static Future<Void> killed(Stage stage, String service) {
    return stage.kill(service).compose(gone -> stage.restart(service));
  }

  private static Future<Void> clear(Stage stage) {
    return Future.all(
            List.copyOf(RECORDS.entrySet()).stream()
                .map(one -> clear(stage, one.getKey(), one.getValue()))
                .toList())
        .mapEmpty();
  }

  /** What is still on its way is waited for, at most 5 s. */
  private static Future<Void> clear(Stage stage, String service, String path) {
    return stage
        .ask(
            POLL,
            PATIENCE,
            () -> stage.send(service, Request.delete(path)),
            reply -> reply.status() != 409)
        .compose(
            reply ->
                reply.status() == 204
                    ? Future.succeededFuture()
                    : Future.failedFuture(service + " cannot be cleared: " + reply.body()));
  }
}
