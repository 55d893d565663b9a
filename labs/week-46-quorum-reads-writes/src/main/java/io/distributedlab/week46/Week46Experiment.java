package io.distributedlab.week46;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.week46.Week46Phases.latencyName;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;

/** What N, R and W buy, and what they do not. */
final class Week46Experiment {
  static final String QUESTION =
      "For given N, R and W, what fraction of reads is stale, how slow is each operation, and which"
          + " acknowledged writes can still be lost even though R + W > N?";

  /** Of a share of 400, 3.6 standard deviations when p = 0.5, 3.9 when p = 0.3. */
  private static final double LUCK = 0.09;

  private Week46Experiment() {}

  static Experiment of(Settings settings) {
    var phases = new Week46Phases(settings);
    return Experiment.of("week-46-quorum-reads-writes", QUESTION)
        .barePath(phases.bare())
        .phases(
            phases.latency(Strategy.FIRST_K, 1),
            phases.latency(Strategy.FIRST_K, 3),
            phases.latency(Strategy.FIRST_K, 5),
            phases.latency(Strategy.WAIT_ALL, 3),
            phases.hang(Strategy.WAIT_ALL),
            phases.hang(Strategy.FIRST_K),
            phases.staleness(),
            phases.register(Strategy.TARGETED),
            phases.register(Strategy.ABD),
            phases.partial(),
            phases.partition(),
            phases.skew(),
            phases.amnesia())
        .settles("lab_inflight", 0)
        .settles("quorum_late", 0)
        .settles("quorum_hints_pending", 0)
        .claims(
            timing("a write to three replicas takes longer than to one")
                .that("first-k W=3 p50")
                .isAtLeast(measured("first-k W=1 p50").times(1.2)),
            timing("and to five longer than to three")
                .that("first-k W=5 p50")
                .isAtLeast(measured("first-k W=3 p50").times(1.2)),
            asPredicted(latencyName(Strategy.FIRST_K, 1)),
            asPredicted(latencyName(Strategy.FIRST_K, 3)),
            asPredicted(latencyName(Strategy.FIRST_K, 5)),
            timing("waiting for all at W = 3 is as slow as W = 5")
                .that("wait-all p50")
                .isWithin(0.20, measured("first-k W=5 p50"))
                .shownBy("wait-all", "first-k W=3"),
            timing("one replica that hangs makes all wait for the timeout")
                .that("hang wait-all p50")
                .isAtLeast(Week46Phases.HANG_TIMEOUT_MS),
            timing("who needs three of five does not notice")
                .that("hang first-k p99")
                .isAtMost(150)
                .shownBy("hang wait-all", "hang first-k"))
        .claims(
            stale("stale (1,1)"),
            stale("stale (2,2)"),
            stale("stale (3,2)").inFullRunOnly(),
            stale("stale (2,3)").inFullRunOnly(),
            stale("stale (1,4)").inFullRunOnly(),
            invariant("a read that overlaps every write is never stale").that("stale (3,3)").is(0))
        .claims(
            invariant("overlap is not linearizability: a read returns new, a later one old")
                .that("targeted inversions")
                .isAtLeast(3),
            invariant("with the write-back no read does").that("abd inversions").is(0))
        .claims(available(1), available(3), available(5))
        .claims(
            invariant("a strict quorum refuses what it cannot promise")
                .that("strict writes refused")
                .is(1),
            invariant("a sloppy one accepts it").that("sloppy writes accepted").is(1),
            invariant("and reads miss it, though R + W > N")
                .that("sloppy reads stale while cut")
                .is(1),
            timing("hints come home soon after the partition")
                .that("until all hints are delivered")
                .isAtMost(3000),
            invariant("and then nothing is stale")
                .that("sloppy reads stale after the handoff")
                .is(0))
        .claims(
            invariant("with wall clocks two seconds apart every acknowledged write is invisible")
                .that("acknowledged, but invisible: wall")
                .is(Skew.KEYS),
            invariant("a hybrid clock learns from the first")
                .that("acknowledged, but invisible: hlc")
                .isAtMost(1),
            invariant("abd asks before it writes").that("acknowledged, but invisible: abd").is(0))
        .claims(
            invariant("a majority that forgets loses what it acknowledged")
                .that("acknowledged and lost: never")
                .isAtLeast(1),
            invariant("stable storage does not").that("acknowledged and lost: always").is(0));
  }

  private static Claim asPredicted(String phase) {
    var p50 = phase + " p50";
    return timing("the k-th of five replicas decides: " + phase)
        .that(p50)
        .isWithin(0.25, predicted(p50))
        .needing(150)
        .inFullRunOnly();
  }

  private static Claim stale(String measure) {
    return invariant("as stale as the draw: " + measure)
        .that(measure)
        .isNear(predicted(measure), LUCK)
        .needing(350);
  }

  private static Claim available(int w) {
    var measure = "writes accepted at W=" + w;
    return invariant("as available as k of five coins: W=" + w)
        .that(measure)
        .isNear(predicted(measure), LUCK);
  }
}
