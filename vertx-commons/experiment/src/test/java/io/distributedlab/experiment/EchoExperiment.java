package io.distributedlab.experiment;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.experiment.Term.ratio;
import static java.util.Objects.requireNonNull;

import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.load.Samples;
import io.distributedlab.experiment.theory.Distribution;
import io.distributedlab.experiment.theory.Queueing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Whose milliseconds are in the chain's p99, and do the signals of one request agree? */
final class EchoExperiment {
  private static final double RATE = 40;
  private static final Distribution A = Distribution.uniform(30, 70);
  private static final Distribution B = Distribution.uniform(20, 50);
  private static final Distribution CHAIN = A.plus(B);
  private static final Distribution FAN_OUT = A.slowerOf(B);

  private EchoExperiment() {}

  static Experiment define(Settings settings) {
    return Experiment.of("base-echo-chain", "Of the p99 that a caller sees, what is each hop's?")
        .barePath(
            Phase.of("bare")
                .knob("service-a", "work", false)
                .knob("service-b", "work", false)
                .warmUp(Duration.ofMillis(500))
                .load(process(settings.seconds(2, 0.7))))
        .phases(chain(settings), fanOut(settings), dark(settings), hang(settings))
        .settles("lab_inflight", 0)
        .claims(
            timing("the chain's median is the sum of its hops")
                .that("chain p50")
                .isNear(predicted("chain p50"), 6)
                .needing(60),
            timing("so is its p95")
                .that("chain p95")
                .isNear(predicted("chain p95"), 10)
                .needing(200)
                .inFullRunOnly(),
            timing("a fan-out takes as long as its slowest branch")
                .that(ratio("fanout p50", "chain p50"))
                .isBetween(0.50, 0.72)
                .shownBy("chain", "fanout"),
            timing("in-flight requests follow Little's law")
                .that("chain in flight")
                .isWithin(0.15, predicted("chain in flight"))
                .inFullRunOnly(),
            invariant("a chained request is one trace").that("chain traces per request").is(1),
            invariant("no span lacks its parent").that("chain broken traces").is(0),
            invariant("body and root span agree").that("chain disagreements").is(0),
            invariant("a dark request is three traces").that("dark traces per request").is(3),
            invariant("a hanging hop is a 504").that("hang 504 share").is(1),
            timing("and no caller waits longer").that("hang p100").isAtMost(500 + 200));
  }

  private static Phase chain(Settings settings) {
    return phase("chain", "chain", settings.seconds(8, 2))
        .warmUp(Duration.ofMillis(500))
        .watch("in flight", "gateway", "lab_inflight")
        .measure(run -> withOverhead(run, run.percentile("chain p50", 50), CHAIN.percentile(50)))
        .measure(run -> withOverhead(run, run.percentile("chain p95", 95), CHAIN.percentile(95)))
        .measure(
            run ->
                Measure.count("chain in flight", run.meanOf("in flight"))
                    .predicted(Queueing.little(RATE, run.samples().meanMs() / 1000)))
        .measures(EchoExperiment::signals);
  }

  private static Phase fanOut(Settings settings) {
    return phase("fanout", "fanout", settings.seconds(5, 1.5))
        .measure(
            run -> withOverhead(run, run.percentile("fanout p50", 50), FAN_OUT.percentile(50)));
  }

  private static Phase dark(Settings settings) {
    return phase("dark", "dark", settings.seconds(3, 1)).measures(EchoExperiment::tracesPerRequest);
  }

  private static Phase hang(Settings settings) {
    return phase("hang", "chain", settings.seconds(2, 1))
        .knob("gateway", "hop.timeout_ms", 500)
        .fault("service-b", "hang", true)
        .measure(run -> share504("hang 504 share", run.samples()))
        .measure(run -> run.percentile("hang p100", 100));
  }

  private static Phase phase(String name, String variant, Duration length) {
    return Phase.of(name)
        .variant(variant)
        .knob("gateway", "variant", variant)
        .load(process(length).keepingReplies());
  }

  private static Load process(Duration length) {
    return Load.get("gateway", "/api/process").arriving(Arrivals.constant(RATE)).lasting(length);
  }

  private static Measure withOverhead(PhaseRun run, Measure measured, double theory) {
    return measured.predicted(theory + run.calibration().overheadMs());
  }

  private static Measure share504(String name, Samples samples) {
    return Measure.share(name, samples.share(s -> s.outcome() == Outcome.TIMEOUT))
        .from(samples.count());
  }

  private static Future<List<Measure>> tracesPerRequest(PhaseRun run) {
    return run.traces().map(traces -> List.of(perRequest("dark traces per request", traces, run)));
  }

  private static Future<List<Measure>> signals(PhaseRun run) {
    return run.traces()
        .map(
            traces ->
                List.of(
                    perRequest("chain traces per request", traces, run),
                    count("chain broken traces", traces, trace -> !trace.whole()),
                    count("chain disagreements", traces, trace -> !agrees(trace, run))));
  }

  private static Measure perRequest(String name, List<Trace> traces, PhaseRun run) {
    double requests = run.increase("gateway", "lab_requests_total");
    return Measure.count(name, traces.size() / requests).from(traces.size());
  }

  private static Measure count(String name, List<Trace> traces, Predicate<Trace> which) {
    return Measure.count(name, traces.stream().filter(which).count()).from(traces.size());
  }

  private static boolean agrees(Trace trace, PhaseRun run) {
    double spanMs = trace.roots().getFirst().durationMs();
    return run.samples().all().stream()
        .filter(sample -> trace.traceId().equals(sample.traceId()))
        .map(sample -> requireNonNull(sample.reply()).json().getDouble("total_duration_ms"))
        .allMatch(told -> Math.abs(spanMs - told) <= 5);
  }
}
