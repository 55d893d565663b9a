package io.distributedlab.service.faults;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A named place in the code of one service, where a fault can strike the work that comes by. What
 * strikes is three faults at {@code /admin/faults}; setting any of them counts anew and lets go all
 * that waits.
 *
 * <ul>
 *   <li>{@code point.NAME}, the {@link Action}
 *   <li>{@code point.NAME.count}, how many meet at a barrier, or fail
 *   <li>{@code point.NAME.skip}, how many pass before anything strikes
 * </ul>
 */
final class FaultPoint {
  private static final int MANY = 1_000_000;

  /** What happens to the work that comes to a point. */
  enum Action {
    /** It goes on, uncounted. */
    OFF,
    /** It waits until the fault is changed. */
    PAUSE,
    /** It waits until {@code count} are there, which then go on together; then the next ones. */
    BARRIER,
    /** The first {@code count} fail as a 500 problem, the others go on. */
    FAIL,
    /** The first one crashes the service; no later one goes on. */
    CRASH
  }

  private final Vertx vertx;
  private final String name;
  private final String meaning;
  private final Runnable crash;
  private final Knob<Action> action;
  private final Knob<Integer> count;
  private final Knob<Integer> skip;
  private volatile Armed armed = new Armed(Action.OFF, 1, 0);

  /**
   * @param crash ends the service
   */
  FaultPoint(Vertx vertx, Knobs knobs, String name, String meaning, Runnable crash) {
    this.vertx = vertx;
    this.name = name;
    this.meaning = meaning;
    this.crash = crash;
    var knob = "point." + name;
    this.action = Knob.choice(knob, Action.OFF, meaning);
    this.count = Knob.integer(knob + ".count", 1, 1, MANY, "how many meet at a barrier, or fail");
    this.skip = Knob.integer(knob + ".skip", 0, 0, MANY, "how many pass before anything strikes");
    knobs.declare(action, count, skip);
    knobs.onChange(changes -> arm(knobs, changes));
  }

  Future<Void> reach() {
    var now = armed;
    return now.action == Action.OFF ? Future.succeededFuture() : now.strike();
  }

  JsonObject toJson() {
    var now = armed;
    return new JsonObject()
        .put("name", name)
        .put("meaning", meaning)
        .put("action", Knob.wireName(now.action))
        .put("reached", now.reached.get())
        .put("waiting", now.gates.waiting());
  }

  private void arm(Knobs knobs, JsonObject changes) {
    if (Stream.of(action, count, skip).map(Knob::name).anyMatch(changes::containsKey)) {
      var before = armed;
      var values = knobs.values();
      armed = new Armed(values.get(action), values.get(count), values.get(skip));
      before.gates.openAll();
    }
  }

  /** One setting and what has come by since it was set. */
  private final class Armed {
    private final Action action;
    private final int count;
    private final int skip;
    private final AtomicInteger reached = new AtomicInteger();
    private final Gates gates = new Gates();

    Armed(Action action, int count, int skip) {
      this.action = action;
      this.count = count;
      this.skip = skip;
    }

    Future<Void> strike() {
      var arrival = reached.incrementAndGet() - skip;
      if (arrival <= 0) {
        return Future.succeededFuture();
      }
      return switch (action) {
        case OFF -> Future.succeededFuture();
        case PAUSE -> gates.enter(vertx, 0, Integer.MAX_VALUE);
        case BARRIER -> gates.enter(vertx, (arrival - 1) / count, count);
        case FAIL -> arrival <= count ? injected() : Future.succeededFuture();
        case CRASH -> crashed(arrival);
      };
    }

    private Future<Void> injected() {
      return Future.failedFuture(
          Problem.of(500, "injected-error", "this error was injected at " + name));
    }

    private Future<Void> crashed(int arrival) {
      if (arrival == 1) {
        crash.run();
      }
      return Promise.<Void>promise().future();
    }
  }
}
