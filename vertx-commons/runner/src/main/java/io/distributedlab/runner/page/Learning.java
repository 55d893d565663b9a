package io.distributedlab.runner.page;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** What a learner does on the page with a lab of their own: prove it, hurt it, answer exercises. */
final class Learning {
  private final Proof proof;
  private final Exercises exercises;
  private final Lives lives;

  /**
   * @param traces the traces that are still kept, by their id
   */
  Learning(
      Service runner,
      Desk desk,
      Services services,
      Turn turn,
      Audience audience,
      Function<String, Optional<JsonObject>> traces) {
    var lab = new TrackedLab(desk.deployment());
    var own = desk.with(lab);
    var defaults = new Defaults(runner.vertx(), services, lab);
    this.proof = new Proof(runner, own, turn, defaults, audience, traces);
    this.exercises = new Exercises(runner, own, turn, audience);
    this.lives = new Lives(lab, turn);
  }

  void addTo(HttpService http) {
    proof.addTo(http);
    exercises.addTo(http);
    lives.addTo(http);
  }

  /** What somebody who comes later has missed. */
  void tell(Audience one) {
    one.hear("lives", new JsonObject().put("lives", lives.outline()));
    proof.tell(one);
    exercises.tell(one);
  }

  /** A trace that a claim of the last run names, when it was kept. */
  Optional<JsonObject> evidence(String traceId) {
    return proof.evidence(traceId);
  }

  /** Ends what goes on; done when nothing of it is left. Never fails. */
  Future<?> stop() {
    return Future.join(proof.stop(), exercises.stop()).otherwiseEmpty();
  }
}
