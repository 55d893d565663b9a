package io.distributedlab.runner.page;

import io.distributedlab.experiment.Deployment;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ends, starts and pauses services and backends by hand. */
final class Lives {
  private static final String ACT = "act";
  private static final List<String> OF_SERVICES = List.of("pause", "resume", "kill", "restart");
  private static final List<String> OF_BACKENDS = List.of("kill", "restart");

  private final Deployment lab;
  private final Turn turn;

  Lives(Deployment lab, Turn turn) {
    this.lab = lab;
    this.turn = turn;
  }

  void addTo(HttpService http) {
    http.houseRoute(HttpMethod.POST, "/admin/lives/:name", this::act);
  }

  /** Who can be hurt, and how. */
  JsonArray outline() {
    var all = new JsonArray();
    hands()
        .forEach(
            (name, acts) ->
                all.add(new JsonObject().put("name", name).put("acts", new JsonArray(acts))));
    return all;
  }

  private Map<String, List<String>> hands() {
    var hands = new TreeMap<String, List<String>>();
    lab.services().forEach(name -> hands.put(name, OF_SERVICES));
    lab.backends().forEach(name -> hands.put(name, OF_BACKENDS));
    return hands;
  }

  private Future<JsonObject> act(Request request) {
    var wanted = String.valueOf(request.json().getValue(ACT));
    var name = request.param("name");
    var allowed = hands().getOrDefault(name, List.of());
    if (allowed.isEmpty()) {
      throw Problem.notFound("this lab has no such service or backend");
    }
    if (!allowed.contains(wanted)) {
      throw Problem.invalid(ACT, wanted, "one of " + String.join(", ", allowed));
    }
    turn.refuseWhileMeasuring();
    return perform(wanted, name)
        .recover(failure -> Future.failedFuture(refused(failure)))
        .map(done -> new JsonObject().put("name", name).put(ACT, wanted));
  }

  private Future<Void> perform(String act, String name) {
    return switch (act) {
      case "pause" -> lab.pause(name);
      case "resume" -> lab.resume(name);
      case "kill" -> lab.kill(name);
      default -> lab.restart(name);
    };
  }

  /** As to pause what is down, or to kill a broker that shares this process. */
  private static Throwable refused(Throwable failure) {
    return failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure instanceof UnsupportedOperationException
        ? Problem.conflict(String.valueOf(failure.getMessage()))
        : failure;
  }
}
