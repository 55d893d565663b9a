package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What can go wrong at a participant beside the faults that every service has, at {@code
 * /admin/faults} too. A command or event may be late, may come twice, and its answer may be lost
 * after the commit; the participant may definitely refuse.
 */
final class Mischief {
  static final Knob<Double> REFUSE_RATE =
      Knob.decimal("refuse_rate", 0, 0, 1, "share of commands that are refused for good");
  static final Knob<Double> REPLY_LOSS =
      Knob.decimal("reply_loss", 0, 0, 1, "share of commands that are done and never answered");
  static final Knob<Double> DUPLICATE =
      Knob.decimal("duplicate", 0, 0, 1, "share of commands that arrive twice at once");
  static final Knob<Duration> DELAY =
      Knob.millis("delay_ms", 0, 0, 5000, "how late a command is executed, after its arrival");

  /** The fault point where commands and events wait when they are to be later than anything. */
  static final String ARRIVED = "arrived";

  private final Vertx vertx;
  private final Faults faults;
  private final RandomGenerator random;

  private Mischief(Vertx vertx, Faults faults, RandomGenerator random) {
    this.vertx = vertx;
    this.faults = faults;
    this.random = random;
  }

  /** Declares the faults at a service. */
  static Mischief at(Service service) {
    service.faults().knobs().declare(REFUSE_RATE, REPLY_LOSS, DUPLICATE, DELAY);
    service.faults().declare(ARRIVED, "a command or event has come, nothing is done yet");
    return new Mischief(service.vertx(), service.faults(), new SplittableRandom());
  }

  /** Delivers a command or event as badly as the faults say. */
  <T> Future<T> deliver(Supplier<Future<T>> execution) {
    return faults.point(ARRIVED).compose(on -> late()).compose(on -> arrived(execution));
  }

  /** The work, unless chance refuses it. */
  Work refusing(Work work) {
    return (tx, input) ->
        happens(REFUSE_RATE)
            ? Future.failedFuture(Problem.of(409, "refused", "refused, as the fault says"))
            : work.run(tx, input);
  }

  private Future<?> late() {
    var late = faults.knobs().get(DELAY).toMillis();
    return late == 0 ? Future.succeededFuture() : vertx.timer(late);
  }

  private <T> Future<T> arrived(Supplier<Future<T>> execution) {
    var answer = happens(DUPLICATE) ? twice(execution) : execution.get();
    return happens(REPLY_LOSS) ? answer.transform(lost -> Promise.<T>promise().future()) : answer;
  }

  private static <T> Future<T> twice(Supplier<Future<T>> execution) {
    var first = execution.get();
    var second = execution.get();
    return second.transform(done -> first);
  }

  private boolean happens(Knob<Double> share) {
    return random.nextDouble() < faults.knobs().get(share);
  }
}
