package io.distributedlab.runner.page;

import io.distributedlab.runner.page.Reading.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The lab as it is after a start: everybody up, every knob and fault at its default. Services are
 * reset one after the other: in a clustered lab all have the same knobs.
 */
final class Defaults {
  private final Vertx vertx;
  private final Services services;
  private final TrackedLab lab;

  Defaults(Vertx vertx, Services services, TrackedLab lab) {
    this.vertx = vertx;
    this.services = services;
    this.lab = lab;
  }

  /** Brings the lab there; says what was different, a line each. */
  Future<List<String>> restore() {
    var found = new ArrayList<String>();
    return Stages.toldOn(vertx.getOrCreateContext(), lab.settled())
        .otherwiseEmpty()
        .compose(settled -> inTurn(lab.endedBackends(), name -> restart(name, found)))
        .compose(up -> services.ask())
        .compose(
            readings -> {
              found.addAll(differences(readings));
              return inTurn(notUp(readings), one -> wake(one.getKey(), one.getValue().state()));
            })
        .compose(up -> inTurn(List.copyOf(lab.services()), services::reset))
        .map(reset -> List.copyOf(found));
  }

  private Future<Void> restart(String backend, List<String> found) {
    found.add(backend + " was down");
    return lab.restart(backend);
  }

  private static List<Map.Entry<String, Reading>> notUp(Map<String, Reading> readings) {
    return readings.entrySet().stream().filter(one -> !one.getValue().up()).toList();
  }

  /** A silent service may only be paused, or busy with what has just ended. */
  private Future<?> wake(String service, State state) {
    return state == State.DOWN
        ? lab.restart(service)
        : lab.resume(service)
            .otherwiseEmpty()
            .compose(going -> services.ask(service))
            .compose(now -> now.up() ? Future.<Void>succeededFuture() : lab.restart(service));
  }

  private static List<String> differences(Map<String, Reading> readings) {
    var where = new LinkedHashMap<String, List<String>>();
    readings.forEach(
        (service, reading) -> {
          if (!reading.up()) {
            where.computeIfAbsent(reading.state().wire(), w -> new ArrayList<>()).add(service);
          }
          note(reading.changedKnobs(), service, where);
          note(reading.activeFaults(), service, where);
        });
    return where.entrySet().stream()
        .map(entry -> "%s: %s".formatted(String.join(", ", entry.getValue()), entry.getKey()))
        .toList();
  }

  private static void note(JsonObject changed, String service, Map<String, List<String>> where) {
    changed.forEach(
        one ->
            where
                .computeIfAbsent(one.getKey() + " " + one.getValue(), w -> new ArrayList<>())
                .add(service));
  }

  private static <T> Future<Void> inTurn(List<T> all, Function<T, Future<?>> act) {
    var done = Future.<Void>succeededFuture();
    for (var one : all) {
      done = done.compose(before -> act.apply(one)).mapEmpty();
    }
    return done;
  }
}
