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
 * All five replicas acknowledge a hundred writes with {@code fsync=always} and a hundred with
 * {@code never}; three of the five crash and come back; every key is read from three replicas drawn
 * at random. A key is lost when all three are those that crashed and have forgotten it: 1 / C(5,3)
 * = 1/10.
 */
final class Amnesia {
  private static final int KEYS = 100;
  private static final int LANES = 10;
  private static final List<String> CRASHING = Replicas.NAMES.subList(0, 3);

  private final Stage stage;
  private final Client writer;
  private final Client reader;

  Amnesia(Stage stage) {
    this.stage = stage;
    this.writer = new Client(stage, Acts.ENTRY, Strategy.WAIT_ALL);
    this.reader = writer.with(Strategy.TARGETED);
  }

  Future<List<Measure>> measure() {
    var forced = new Ledger();
    var remembered = new Ledger();
    return write("always", forced)
        .compose(written -> write("never", remembered))
        .compose(written -> Acts.each(CRASHING, stage::kill))
        .compose(killed -> Acts.each(CRASHING, stage::restart))
        .compose(up -> lost("always", forced, 0))
        .compose(
            always -> lost("never", remembered, KEYS / 10.0).map(never -> List.of(never, always)));
  }

  private Future<Void> write(String fsync, Ledger ledger) {
    return stage
        .knobs(Acts.ENTRY, Map.of("fsync", fsync))
        .compose(
            set ->
                Lanes.run(
                    KEYS,
                    LANES,
                    i ->
                        writer
                            .put(key(fsync, i), "v")
                            .onSuccess(reply -> note(ledger, key(fsync, i), reply))));
  }

  private Future<Measure> lost(String fsync, Ledger ledger, double predicted) {
    var held = new HashMap<String, Integer>();
    return Lanes.run(
            KEYS,
            LANES,
            i ->
                reader
                    .get(key(fsync, i))
                    .onSuccess(reply -> held.put(key(fsync, i), reply.status() == 200 ? 1 : 0)))
        .map(
            read ->
                Measure.count("acknowledged and lost: " + fsync, ledger.audit(held).lost().size())
                    .predicted(predicted)
                    .from(ledger.with(Ledger.Fate.ACKNOWLEDGED).size()));
  }

  private static void note(Ledger ledger, String key, Reply reply) {
    if (reply.status() == 200) {
      ledger.acknowledged(key);
    } else {
      ledger.unknown(key);
    }
  }

  private static String key(String fsync, int item) {
    return "amnesia-" + fsync + "-" + item;
  }
}
