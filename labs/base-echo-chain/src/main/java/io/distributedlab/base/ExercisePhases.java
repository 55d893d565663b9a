package io.distributedlab.base;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.service.knobs.Knob.wireName;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trace;
import io.distributedlab.experiment.WarmUp;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.theory.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the exercises measure. */
final class ExercisePhases {
  static final String OVERLAPS = "own work and call overlap: p50";
  static final String WAITS = "and the answer waits for both";
  static final String ONE_TRACE = "and a request is still one whole trace";
  static final String FOUND = "nothing is slow any more: p50";
  static final String FOUR_SERVICES = "services in a trace";
  static final String NO_ORPHAN = "lines of the audit without a trace id";
  static final String WRITTEN = "lines of the audit per request";

  private static final Map<String, Object> NO_WORK =
      Map.of("a.min_ms", 0, "a.max_ms", 0, "b.min_ms", 0, "b.max_ms", 0);
  private static final Distribution A = Distribution.uniform(30, 70);
  private static final Distribution B = Distribution.uniform(20, 50);

  private ExercisePhases() {}

  static Experiment chain(Settings settings) {
    var theory = A.plus(B);
    return experiment("How long does the chain take?")
        .barePath(bare())
        .phases(
            phase(EchoVariant.CHAIN, 1500)
                .measure(run -> worked(run, "chain p50", 50, theory))
                .measure(run -> worked(run, "chain p99", 99, theory)));
  }

  static Experiment fanout(Settings settings) {
    var theory = A.slowerOf(B);
    return experiment("How long does the fan-out take?")
        .barePath(bare())
        .phases(
            phase(EchoVariant.FANOUT, 2000)
                .measure(run -> worked(run, "fanout p50", 50, theory))
                .measure(run -> worked(run, "fanout p99", 99, theory)));
  }

  private static Phase bare() {
    var warm = Phase.of("bare").setting(WarmUp.of("gateway", "/api/process", NO_WORK));
    return loaded(EchoPhases.idle(warm), 1000);
  }

  /** Without what a request takes on this machine when nobody works. */
  private static Measure worked(PhaseRun run, String name, double p, Distribution theory) {
    return Measure.ms(name, run.msBeyondBarePath(p)).predicted(theory.percentile(p));
  }

  /** As the running lab is. */
  static Experiment mended(Settings settings) {
    return experiment("Is anything slow?")
        .phases(
            loaded(Phase.of("as it is"), 1000).measure(run -> run.percentile("p50 as it is", 50)))
        .claims(invariant(FOUND).that("p50 as it is").isAtMost(115));
  }

  static Experiment grown(Settings settings) {
    return experiment("How long is the chain?")
        .phases(
            loaded(Phase.of("as it is"), 300)
                .measures(
                    run ->
                        run.traces()
                            .map(
                                traces ->
                                    List.of(
                                        Measure.count(
                                            "services in the widest trace", widest(traces))))))
        .claims(invariant(FOUR_SERVICES).that("services in the widest trace").isAtLeast(4));
  }

  private static long widest(List<Trace> traces) {
    return traces.stream().mapToLong(trace -> trace.services().size()).max().orElse(0);
  }

  static Experiment overlap(Settings settings) {
    return experiment("Do the steps overlap?")
        .barePath(bare())
        .phases(
            phase(EchoVariant.YOURS, 1500)
                .measure(run -> worked(run, "yours p50", 50, A.slowerOf(B)))
                .measure(
                    run -> Measure.share("answers of both", run.samples(), ExercisePhases::ofBoth))
                .measures(
                    run -> EchoSignals.of(run).map(told -> List.of(told.notWhole("not whole")))))
        .claims(
            invariant(OVERLAPS).that("yours p50").isAtMost(62),
            invariant(WAITS).that("answers of both").is(1),
            invariant(ONE_TRACE).that("not whole").is(0));
  }

  /** Service-b works at least 20 ms, and says so. */
  private static boolean ofBoth(Sample sample) {
    return sample.succeeded()
        && Objects.requireNonNull(sample.reply())
                .json()
                .getJsonObject("chain")
                .getJsonObject("downstream")
                .getLong("latency_ms")
            >= 20;
  }

  static Experiment audit(Settings settings) {
    var lines = new AuditLines();
    return experiment("Whose lines are these?")
        .phases(
            phase(EchoVariant.YOURS, 500)
                .setting(new Act("count the lines that are there", lines::begin))
                .measures(lines::measures))
        .claims(invariant(NO_ORPHAN).that(NO_ORPHAN).is(0), invariant(WRITTEN).that(WRITTEN).is(1));
  }

  private static Phase phase(EchoVariant variant, int millis) {
    var shown = wireName(variant);
    var phase =
        Phase.of(shown)
            .variant(shown)
            .setting(WarmUp.of("gateway", "/api/process", NO_WORK))
            .knob("gateway", "variant", shown);
    return loaded(phase, millis);
  }

  private static Phase loaded(Phase phase, int millis) {
    return phase.load(
        Load.get("gateway", "/api/process")
            .arriving(Arrivals.constant(80))
            .lasting(Duration.ofMillis(millis))
            .keepingReplies());
  }

  private static Experiment experiment(String question) {
    return Experiment.of("base-echo-chain", question).settles("lab_inflight", 0);
  }
}
