package io.distributedlab.base;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.number;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.experiment.Term.ratio;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;

/** Whose milliseconds are in the gateway's percentiles, and do trace, metric and log agree? */
final class EchoExperiment {
  static final String QUESTION =
      "Of the p99 a caller sees at the gateway, how many milliseconds belong to each hop,"
          + " and do trace, metric and log of one request report the same number?";

  private EchoExperiment() {}

  static Experiment of(Settings settings) {
    var phases = new EchoPhases(settings);
    return Experiment.of("base-echo-chain", QUESTION)
        .barePath(phases.bare())
        .phases(
            phases.chain(),
            phases.fanout(),
            phases.dark(),
            phases.bus(),
            phases.sampled(),
            phases.hang())
        .settles("lab_inflight", 0)
        .claims(
            timing("the chain's median is the sum of its hops")
                .that("chain p50")
                .isNear(predicted("chain p50"), 6)
                .needing(60),
            timing("its p95 is the sum's, not the sum of two p95")
                .that("chain p95")
                .isNear(predicted("chain p95"), 10)
                .needing(200)
                .inFullRunOnly(),
            timing("a fan-out takes as long as its slower branch")
                .that(ratio("fanout p50", "chain p50"))
                .isBetween(0.50, 0.72)
                .shownBy("chain", "fanout"),
            timing("requests in flight follow Little's law")
                .that("chain in flight")
                .isWithin(0.15, predicted("chain in flight")),
            timing("trace and answer tell the same duration")
                .that("chain trace minus answer p95")
                .isAtMost(5))
        .claims(
            invariant("without trace context a request is three traces")
                .that("dark traces per request")
                .is(3)
                .shownBy("dark", "chain"),
            invariant("and each of them stays in one service")
                .that("dark services per trace")
                .is(1),
            invariant("no log line of a hop has the caller's trace id")
                .that("dark log lines of hops found")
                .is(0),
            invariant("with trace context a request is one trace")
                .that("chain traces per request")
                .is(1),
            invariant("over the event bus too").that("bus traces per request").is(1),
            invariant("every trace of the chain is whole").that("chain traces not whole").is(0),
            invariant("every trace over the bus is whole").that("bus traces not whole").is(0),
            invariant("four log lines have the trace id of a request")
                .that("chain requests without their four lines")
                .is(0))
        .claims(
            invariant("the gateway samples the share it is told to")
                .that("sampled share")
                .isNear(number(EchoPhases.SAMPLED), 0.12)
                .needing(200),
            invariant("a request is traced everywhere or nowhere").that("partial traces").is(0))
        .claims(
            invariant("a hop that hangs is a 504, always").that("hang 504 share").is(1),
            invariant("every timeout is counted")
                .that("hang timeouts counted")
                .is(measured("hang 504s")),
            timing("nobody waits 200 ms longer than the timeout")
                .that("hang p100")
                .isAtMost(EchoPhases.HOP_TIMEOUT_MS + 200),
            timing("the 504 names the hop that hangs").that("hang blamed on b").isAtLeast(0.95));
  }
}
