package io.distributedlab.week46;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the phases of this lab do to its services. */
final class Acts {
  static final String ENTRY = "coordinator-1";

  private Acts() {}

  /** Sets N, R and W at once: one by one they could contradict each other. */
  static Act quorum(Quorum quorum) {
    var values = Map.of("n", quorum.n(), "r", quorum.r(), "w", quorum.w());
    return new Act("quorum " + quorum, stage -> stage.knobs(ENTRY, values));
  }

  static Future<Void> each(List<String> names, Function<String, Future<?>> work) {
    return Future.all(names.stream().map(work).toList()).mapEmpty();
  }

  /** Sets one fault of every replica. */
  static Act atAllReplicas(String fault, Object value) {
    return new Act(
        "all replicas " + fault + "=" + value,
        stage -> each(Replicas.NAMES, replica -> stage.faults(replica, Map.of(fault, value))));
  }

  /** Cuts the links from a coordinator to some replicas, or lets them pass again. */
  static Future<Void> link(Stage stage, String coordinator, List<String> replicas, String mode) {
    var faults =
        replicas.stream().collect(Collectors.toMap(replica -> "link." + replica, r -> mode));
    return stage.faults(coordinator, faults);
  }
}
