package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Scrape;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The network is in two parts: coordinator-1, one home of some keys and the two stand-ins are in
 * one, coordinator-2 and the two other homes in the other. Writes go through one coordinator, reads
 * through the other; then the links heal.
 */
final class Partition {
  static final Quorum QUORUM = new Quorum(3, 2, 2);

  private static final int KEYS = 40;
  private static final int LANES = 8;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Stage stage;
  private final List<String> homes = homes("sloppy-0");
  private final List<String> near =
      Stream.concat(Stream.of("coordinator-1"), standIns().stream()).toList();
  private final List<String> keys = likeHomed("sloppy-");
  private final List<String> refusedKeys = likeHomed("strict-");
  private final Client writer;
  private final Client reader;
  private final Map<String, Tag> written = new HashMap<>();
  private final List<Measure> measures = new ArrayList<>();

  Partition(Stage stage) {
    this.stage = stage;
    this.writer = new Client(stage, "coordinator-1", Strategy.SLOPPY);
    this.reader = new Client(stage, "coordinator-2", Strategy.SLOPPY);
  }

  /** Cuts, writes, reads, heals and reads again. */
  Future<List<Measure>> measure() {
    return Lanes.run(KEYS, LANES, i -> writer.with(Strategy.WAIT_ALL).put(keys.get(i), "old"))
        .compose(settled -> links("cut"))
        .compose(cut -> share("strict writes refused", this::writeStrictly))
        .compose(strict -> share("sloppy writes accepted", this::writeSloppily))
        .compose(sloppy -> share("sloppy reads stale while cut", this::readStale))
        .compose(stale -> links("pass"))
        .compose(healed -> delivered(System.nanoTime()))
        .compose(delivered -> share("sloppy reads stale after the handoff", this::readStale))
        .map(done -> measures);
  }

  private Future<Boolean> writeStrictly(int item) {
    return writer
        .with(Strategy.FIRST_K)
        .put(refusedKeys.get(item), "new")
        .map(reply -> reply.status() == 503);
  }

  private Future<Boolean> writeSloppily(int item) {
    return writer.put(keys.get(item), "new").map(reply -> accepted(keys.get(item), reply));
  }

  private boolean accepted(String key, Reply reply) {
    var accepted = reply.status() == 200;
    written.put(key, accepted ? Client.version(reply) : Tag.NONE);
    return accepted;
  }

  private Future<Boolean> readStale(int item) {
    var newest = Objects.requireNonNull(written.get(keys.get(item)));
    return reader.get(keys.get(item)).map(read -> newest.newerThan(Client.version(read)));
  }

  private Future<Void> share(String name, IntFunction<Future<Boolean>> work) {
    double predicted = name.endsWith("handoff") ? 0 : 1;
    return Lanes.count(KEYS, LANES, work)
        .onSuccess(
            count ->
                measures.add(
                    Measure.share(name, count / (double) KEYS).predicted(predicted).from(KEYS)))
        .mapEmpty();
  }

  private Future<Void> links(String mode) {
    return Future.all(
            Acts.each(near, service -> Acts.link(stage, service, homes.subList(0, 2), mode)),
            Acts.link(stage, "coordinator-2", homes.subList(2, 3), mode))
        .mapEmpty();
  }

  /** Measures how long it takes until no replica has a hint left. */
  private Future<Void> delivered(long healed) {
    return stage
        .ask(POLL, PATIENCE, this::pending, hints -> hints == 0)
        .onSuccess(
            hints ->
                measures.add(
                    Measure.ms(
                        "until all hints are delivered", (System.nanoTime() - healed) / 1e6)))
        .mapEmpty();
  }

  private Future<Double> pending() {
    return Future.all(Replicas.NAMES.stream().map(stage::scrape).toList())
        .map(
            all ->
                all.<Scrape>list().stream()
                    .mapToDouble(scrape -> scrape.sum("quorum_hints_pending"))
                    .sum());
  }

  private List<String> likeHomed(String prefix) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> prefix + i)
        .filter(key -> Set.copyOf(homes(key)).equals(Set.copyOf(homes)))
        .limit(KEYS)
        .toList();
  }

  private List<String> standIns() {
    return Replicas.NAMES.stream().filter(replica -> !homes.contains(replica)).toList();
  }

  private static List<String> homes(String key) {
    return Rendezvous.order(key, Replicas.NAMES).subList(0, QUORUM.n());
  }
}
