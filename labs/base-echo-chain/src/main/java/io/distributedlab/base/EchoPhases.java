package io.distributedlab.base;

import static io.distributedlab.service.knobs.Knob.wireName;
import static java.util.Objects.requireNonNull;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.theory.Distribution;
import io.distributedlab.experiment.theory.Queueing;
import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;
import java.util.List;

/**
 * Load and faults on the four variants. The theory is that of two independent uniform times, added
 * (chain) or joined (fan-out), plus the overhead of this machine: the median of the bare path, with
 * both times zero.
 */
final class EchoPhases {
  static final double SAMPLED = 0.25;
  static final int HOP_TIMEOUT_MS = 500;

  private static final double RATE = 40;
  private static final double RATE_SAMPLED = 120; // 240 requests when quick: 0.12 is 4 sigma
  private static final Duration PATIENCE = Duration.ofSeconds(3); // far beyond the hop's timeout

  private static final Distribution A = Distribution.uniform(30, 70);
  private static final Distribution B = Distribution.uniform(20, 50);
  private static final Distribution CHAIN = A.plus(B);
  private static final Distribution FANOUT = A.slowerOf(B);

  private final Settings settings;

  EchoPhases(Settings settings) {
    this.settings = settings;
  }

  Phase bare() {
    return idle(Phase.of("bare"))
        .warmUp(Duration.ofSeconds(1))
        .load(process(RATE, settings.seconds(2, 1)));
  }

  /** Neither service works. */
  static Phase idle(Phase phase) {
    return phase
        .knob("gateway", "a.min_ms", 0)
        .knob("gateway", "a.max_ms", 0)
        .knob("gateway", "b.min_ms", 0)
        .knob("gateway", "b.max_ms", 0);
  }

  Phase chain() {
    return phase(EchoVariant.CHAIN, settings.seconds(8, 3))
        .watch("in flight", "gateway", "lab_inflight")
        .measure(run -> percentile(run, "chain p50", 50, CHAIN))
        .measure(run -> percentile(run, "chain p95", 95, CHAIN))
        .measure(run -> percentile(run, "chain p99", 99, CHAIN))
        .measure(EchoPhases::inFlight)
        .measure(EchoPhases::overhead)
        .measures(
            run ->
                EchoSignals.of(run)
                    .map(
                        told ->
                            List.of(
                                told.tracesPerRequest("chain traces per request", 1),
                                told.notWhole("chain traces not whole"),
                                told.withoutFourLines("chain requests without their four lines"),
                                told.disagreement("chain trace minus answer p95"))));
  }

  Phase fanout() {
    return phase(EchoVariant.FANOUT, settings.seconds(5, 2))
        .measure(run -> percentile(run, "fanout p50", 50, FANOUT))
        .measure(run -> percentile(run, "fanout p99", 99, FANOUT));
  }

  Phase dark() {
    return phase(EchoVariant.DARK, settings.seconds(3, 1))
        .measures(
            run ->
                EchoSignals.of(run)
                    .map(
                        told ->
                            List.of(
                                told.tracesPerRequest("dark traces per request", 3),
                                told.servicesPerTrace("dark services per trace"),
                                told.linesOfHops("dark log lines of hops found"))));
  }

  Phase bus() {
    return phase(EchoVariant.BUS, settings.seconds(3, 1))
        .measures(
            run ->
                EchoSignals.of(run)
                    .map(
                        told ->
                            List.of(
                                told.tracesPerRequest("bus traces per request", 1),
                                told.notWhole("bus traces not whole"))));
  }

  Phase sampled() {
    return Phase.of("sampled")
        .variant("chain")
        .knob("gateway", "trace.sample", SAMPLED)
        .load(process(RATE_SAMPLED, settings.seconds(3, 2)))
        .measures(
            run ->
                EchoSignals.of(run)
                    .map(
                        told ->
                            List.of(
                                told.tracesPerRequest("sampled share", SAMPLED),
                                told.partial("partial traces"))));
  }

  /** Every other request goes over the event bus. */
  Phase hang() {
    return Phase.of("hang")
        .knob("gateway", "hop.timeout_ms", HOP_TIMEOUT_MS)
        .fault("service-b", "hang", true)
        .load(
            Load.of("gateway", (index, random) -> request(index % 2 == 0 ? "chain" : "bus"))
                .arriving(Arrivals.constant(RATE))
                .lasting(settings.seconds(2, 1))
                .patience(PATIENCE)
                .keepingReplies())
        .measure(run -> Timeouts.of(run).share("hang 504 share"))
        .measure(run -> Timeouts.of(run).count("hang 504s"))
        .measure(run -> Timeouts.of(run).counted("hang timeouts counted"))
        .measure(run -> Timeouts.of(run).blamedOnB("hang blamed on b"))
        .measure(
            run ->
                run.percentile("hang p100", 100)
                    .predicted(HOP_TIMEOUT_MS * (1 - ServiceAVerticle.WAY_BACK_PERCENT / 100.0)));
  }

  private static Phase phase(EchoVariant variant, Duration length) {
    return Phase.of(wireName(variant))
        .variant(wireName(variant))
        .knob("gateway", "variant", wireName(variant))
        .load(process(RATE, length).keepingReplies());
  }

  private static Load process(double rate, Duration length) {
    return Load.get("gateway", "/api/process").arriving(Arrivals.constant(rate)).lasting(length);
  }

  private static Request request(String variant) {
    return Request.get("/api/process").header(Knobs.VARIANT_HEADER, variant);
  }

  private static Measure percentile(PhaseRun run, String name, double p, Distribution theory) {
    return run.percentile(name, p).predicted(theory.percentile(p) + run.calibration().overheadMs());
  }

  /** What the caller waited beyond the work of the hops. */
  private static Measure overhead(PhaseRun run) {
    var beyond =
        run.samples().successes().all().stream()
            .mapToDouble(sample -> sample.latencyMs() - worked(sample))
            .sorted()
            .toArray();
    return Measure.ms(
            "chain p50 beyond its work",
            beyond.length == 0 ? Double.NaN : beyond[beyond.length / 2])
        .predicted(run.calibration().overheadMs())
        .from(beyond.length);
  }

  private static long worked(Sample sample) {
    var a = requireNonNull(sample.reply()).json().getJsonObject("chain");
    return a.getLong("latency_ms") + a.getJsonObject("downstream").getLong("latency_ms");
  }

  private static Measure inFlight(PhaseRun run) {
    var stay = run.samples().meanMs() / 1000;
    return Measure.count("chain in flight", run.meanOf("in flight"))
        .predicted(Queueing.little(run.samples().perSecond(), stay))
        .from(run.series("in flight").size());
  }
}
