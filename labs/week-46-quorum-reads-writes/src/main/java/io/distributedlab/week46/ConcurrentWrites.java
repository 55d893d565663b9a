package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two writers of one key at one replica, who have not always seen what the other has written. */
final class ConcurrentWrites {
  static final String AFTER_TWO = "values after two writes that had seen nothing";
  static final String AFTER_BOTH_SEEN = "values after a write that had seen both";
  static final String AFTER_ONE_SEEN = "values after a write that had seen only the first";

  private static final String REPLICA = "replica-1";
  private static final String KEY = "/siblings/exercise";
  private static final Map<String, Object> NOTHING = Map.of();

  private final Stage stage;
  private final List<Measure> measures = new ArrayList<>();
  private Map<String, Object> firstVersion = NOTHING;

  ConcurrentWrites(Stage stage) {
    this.stage = stage;
  }

  Future<List<Measure>> measure() {
    return stage
        .send(REPLICA, Request.delete(KEY))
        .compose(empty -> write("ann", NOTHING, "x"))
        .onSuccess(x -> firstVersion = seen(x))
        .compose(x -> write("bob", NOTHING, "y"))
        .onSuccess(y -> note(AFTER_TWO, y))
        .compose(y -> write("ann", seen(y), "z"))
        .onSuccess(z -> note(AFTER_BOTH_SEEN, z))
        .compose(z -> write("bob", firstVersion, "late"))
        .onSuccess(late -> note(AFTER_ONE_SEEN, late))
        .map(done -> measures);
  }

  private Future<JsonObject> write(String writer, Map<String, Object> seen, String value) {
    return stage
        .put(REPLICA, KEY, Map.of("writer", writer, "seen", seen, "value", value))
        .map(Reply::json);
  }

  private void note(String name, JsonObject reply) {
    measures.add(Measure.count(name, reply.getJsonArray("values").size()));
  }

  private static Map<String, Object> seen(JsonObject reply) {
    return reply.getJsonObject("seen").getMap();
  }
}
