package io.distributedlab.week51;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.Stream;

/** Sees to it that the estimates of admission know how things are now, and nothing else. */
final class Estimates {
  /** They know nothing. */
  static final Act FORGOTTEN = new Act("estimates forgotten", Estimates::forget);

  /** Sixty requests with time enough have just passed, all at once, with slots for all of them. */
  static final Act WARM = new Act("estimates warm", Estimates::warm);

  private static final int ENOUGH = 60;
  private static final int CAPACITY = 8;

  private Estimates() {}

  private static Future<?> warm(Stage stage) {
    return forget(stage)
        .compose(forgotten -> slots(stage, ENOUGH))
        .compose(room -> sixty(stage))
        .compose(warm -> slots(stage, CAPACITY));
  }

  private static Future<?> forget(Stage stage) {
    var request = Request.delete("/admin/estimates");
    return Future.all(
        stage.deployment().services().stream().map(s -> stage.send(s, request)).toList());
  }

  private static Future<Void> slots(Stage stage, int count) {
    return stage.knobs("service-c", Map.of("c.capacity", count));
  }

  private static Future<?> sixty(Stage stage) {
    return Future.all(
        Stream.generate(() -> stage.get("frontend", "/api/process?budget_ms=10000"))
            .limit(ENOUGH)
            .toList());
  }
}
