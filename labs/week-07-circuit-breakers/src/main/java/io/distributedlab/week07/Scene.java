package io.distributedlab.week07;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the phases of this lab's experiment do to the services, and how they read the answers. */
final class Scene {
  /** How long the experiment waits for what must come. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A twentieth of the client's timeout, which decides who fails and who waits here. */
  static final Duration LATE_AFTER = Duration.ofMillis(25);

  private Scene() {}

  /** Says what is wrong with a backend. */
  static Act failure(String backend, FailureMode mode) {
    return failure(backend, Map.of("mode", Knob.wireName(mode)));
  }

  static Act failure(String backend, Map<String, ?> failure) {
    return new Act(
        backend + " " + failure.get("mode"),
        stage -> accepted(stage.post(backend, "/admin/failure", failure)));
  }

  /** The same for both backends. */
  static Act failures(Map<String, ?> failure) {
    return new Act(
        "backends " + failure.get("mode"),
        stage ->
            Future.all(
                failure("backend-1", failure).work().apply(stage),
                failure("backend-2", failure).work().apply(stage)));
  }

  static Act failures(FailureMode mode) {
    return failures(Map.of("mode", Knob.wireName(mode)));
  }

  /** Closes the circuits of a client. */
  static Act reset(String client) {
    return new Act(
        "reset " + client, stage -> accepted(stage.post(client, "/circuit/reset", Map.of())));
  }

  /** Calls of {@code /api/data} under a policy, whatever the knob says. */
  static Load data(String client, Variant variant) {
    var request = Request.get("/api/data").header("X-Lab-Variant", Knob.wireName(variant));
    return Load.of(client, (index, random) -> request).lateAfter(LATE_AFTER).keepingReplies();
  }

  static Future<JsonObject> status(Stage stage, String client) {
    return stage.get(client, "/circuit/status").map(Reply::json);
  }

  /** Whether the caller was refused by a circuit. */
  static boolean refused(Sample sample) {
    return is(Refusal.TYPE, sample.reply());
  }

  /** Whether it was sent on to a backend. */
  static boolean sentOn(Sample sample) {
    return !refused(sample) && !is(Outcome.NO_SLOT_TYPE, sample.reply());
  }

  static boolean is(String problem, @Nullable Reply reply) {
    return reply != null
        && reply.status() >= 400
        && reply.json().getString("type", "").equals("/problems/" + problem);
  }

  private static Future<Reply> accepted(Future<Reply> reply) {
    return reply.compose(
        answer ->
            answer.status() < 300
                ? Future.succeededFuture(answer)
                : Future.failedFuture("refused: " + answer.body()));
  }
}
