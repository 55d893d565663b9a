package io.distributedlab.week46;

import io.distributedlab.experiment.Ledger;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All five replicas acknowledge a hundred writes; three of the five crash and come back; every key
 * is read from three replicas drawn at random. A key is lost when all three are those that crashed
 * and have forgotten it: 1 / C(5,3) = 1/10.
 */
final class Amnesia {
  static final int KEYS = 100;
  private static final int LANES = 10;
  private static final List<String> CRASHING = Replicas.NAMES.subList(0, 3);

  private final Stage stage;
  private final String fsync;
  private final Ledger ledger = new Ledger();
  private final Map<String, Integer> held = new HashMap<>();

  /**
   * @param fsync value of the knob
   */
  Amnesia(Stage stage, String fsync) {
    this.stage = stage;
    this.fsync = fsync;
  }

  Future<Measure> measure() {
    var writer = new Client(stage, "coordinator-1", Strategy.WAIT_ALL);
    var reader = writer.with(Strategy.TARGETED);
    return Lanes.run(KEYS, LANES, i -> writer.put(key(i), "v").onSuccess(r -> note(key(i), r)))
        .compose(written -> Acts.each(CRASHING, stage::kill))
        .compose(killed -> Acts.each(CRASHING, stage::restart))
        .compose(
            up -> Lanes.run(KEYS, LANES, i -> reader.get(key(i)).onSuccess(r -> see(key(i), r))))
        .map(
            read ->
                Measure.count("acknowledged and lost: " + fsync, ledger.audit(held).lost().size())
                    .predicted(fsync.equals("never") ? KEYS / 10.0 : 0)
                    .from(ledger.with(Ledger.Fate.ACKNOWLEDGED).size()));
  }

  private void note(String key, Reply reply) {
    if (reply.status() == 200) {
      ledger.acknowledged(key);
    } else {
      ledger.unknown(key);
    }
  }

  private void see(String key, Reply reply) {
    held.put(key, reply.status() == 200 ? 1 : 0);
  }

  private String key(int item) {
    return "amnesia-" + fsync + "-" + item;
  }
}
