package io.distributedlab.week46;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Asks several replicas at once and gathers their answers: until enough have succeeded, and on to
 * the last one, for whoever wants to know. A question on its way is not called off, because the
 * event bus cannot: a write that is late is still a write.
 */
final class Gathering<A> {
  /** The type of the problem when too few replicas have succeeded. */
  static final String NOT_MET = "quorum-not-met";

  /** What a client must assume when a gathering fails. */
  enum OnFailure {
    /** Nothing has changed. */
    NO_EFFECT,
    /** Some replicas may have it: it can still appear, or be lost. */
    INDETERMINATE
  }

  private static final AttributeKey<Long> K = AttributeKey.longKey("k");

  private final KthSuccess count;
  private final OnFailure onFailure;
  private final Span span = Span.current();
  private final List<A> answers = new ArrayList<>();
  private final Promise<List<A>> enough = Promise.promise();
  private final Promise<List<A>> everybody = Promise.promise();

  private Gathering(KthSuccess count, OnFailure onFailure) {
    this.count = count;
    this.onFailure = onFailure;
  }

  static <A> Gathering<A> of(
      Collection<String> replicas,
      int needed,
      OnFailure onFailure,
      Function<String, Future<A>> ask) {
    var gathering = new Gathering<A>(new KthSuccess(needed, replicas.size()), onFailure);
    for (var replica : replicas) {
      ask.apply(replica).onComplete(gathering::succeeded, failure -> gathering.failed());
    }
    return gathering;
  }

  /**
   * The first answers that are enough, as soon as they are. Fails as soon as they cannot be, with a
   * 503 problem {@value #NOT_MET}.
   */
  Future<List<A>> enough() {
    return enough.future();
  }

  /** All answers that are successes, when the last replica has answered or failed. */
  Future<List<A>> everybody() {
    return everybody.future();
  }

  private void succeeded(A answer) {
    answers.add(answer);
    count.answered(true);
    decide();
  }

  private void failed() {
    count.answered(false);
    decide();
  }

  private void decide() {
    switch (count.verdict()) {
      case MET -> {
        if (!enough.future().isComplete()) {
          span.addEvent("quorum.reached", Attributes.of(K, (long) count.needed()));
          enough.complete(List.copyOf(answers));
        }
      }
      case OUT_OF_REACH -> enough.tryFail(notMet());
      case OPEN -> {}
    }
    if (count.complete()) {
      everybody.tryComplete(List.copyOf(answers));
    }
  }

  private Problem notMet() {
    return Problem.of(
            503,
            NOT_MET,
            "%d of %d replicas have answered".formatted(count.successes(), count.needed()))
        .with("acks", count.successes())
        .with("needed", count.needed())
        .with("outcome", Knob.wireName(onFailure));
  }
}
