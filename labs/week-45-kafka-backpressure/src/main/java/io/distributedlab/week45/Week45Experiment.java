package io.distributedlab.week45;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.predicted;
import static io.distributedlab.experiment.Term.ratio;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;

/** What lag does, what a crash loses, and what helps against overload. */
final class Week45Experiment {
  static final String QUESTION =
      "When producers outrun consumers, does the lag follow (λ − μ)·t, which consumer design bounds"
          + " memory and loses nothing in a crash, and which response to overload keeps time lag or"
          + " goodput within target?";

  private Week45Experiment() {}

  static Experiment of(Settings settings) {
    var scale = new ScalePhases();
    var safety = new SafetyPhases();
    var overload = new OverloadPhases(settings);
    var experiment =
        Experiment.of("week-45-kafka-backpressure", QUESTION)
            .settles("lab_inflight", 0)
            .settles("kbp_inflight", 0)
            .settles("kbp_buffered", 0)
            .settles("kbp_sink_busy", 0)
            .settles("kbp_sink_queue", 0);
    experiment.phases(
        safety.crash(ConsumerMode.FIRE_AND_FORGET),
        safety.crash(ConsumerMode.BOUNDED),
        safety.slowBatches(),
        safety.pausedBounded(),
        safety.poison());
    if (!settings.quick()) {
      experiment.phases(
          scale.lagLaw(),
          scale.scaleOut(),
          scale.onePartition(),
          overload.none(),
          overload.throttle(),
          overload.batch(),
          scale.autoscale());
    }
    experiment.phases(overload.shedStale());
    claim(experiment);
    return experiment;
  }

  private static void claim(Experiment experiment) {
    experiment
        .claims(
            invariant("fire-and-forget holds all that there is")
                .that("fire-and-forget, peak in flight")
                .isAtLeast(1000),
            invariant("and loses it in a crash")
                .that("fire-and-forget, lost")
                .isAtLeast(500)
                .shownBy("crash fire-and-forget", "crash bounded"),
            invariant("bounded never has more in flight than its window")
                .that("bounded, peak in flight")
                .is(50),
            invariant("and never holds more than the high mark and a poll")
                .that("bounded, peak held")
                .isAtMost(300),
            invariant("bounded loses nothing in a crash")
                .that("bounded, lost")
                .is(0)
                .shownBy("crash fire-and-forget", "crash bounded"),
            invariant("and repeats no more than it held and had not committed")
                .that("bounded, duplicates")
                .isAtMost(320))
        .claims(
            invariant("who processes on the poll thread is evicted")
                .that("blocking-poll, evictions")
                .isAtLeast(1),
            invariant("and never gets on").that("blocking-poll, committed").is(0),
            invariant("though it works").that("blocking-poll, duplicates").isAtLeast(1),
            invariant("bounded keeps its membership, also while it is paused")
                .that("bounded, evictions")
                .is(0),
            invariant("and gets on").that("bounded, committed").isAtLeast(1))
        .claims(
            invariant("poison goes to the dead letters").that("dead letters").is(6),
            invariant("and everything else is processed").that("processed beside poison").is(600))
        .claims(
            invariant("shedding loses no order")
                .that("processed + expired + remaining")
                .is(measured("produced, shed-stale")),
            invariant("it does shed").that("expired, shed-stale").isAtLeast(1),
            timing("shedding what is stale keeps goodput near capacity")
                .that("goodput, shed-stale")
                .isAtLeast(measured("capacity").times(0.6))
                .inFullRunOnly())
        .claims(
            timing("the lag grows by λ − μ every second")
                .that("lag growth")
                .isWithin(0.20, predicted("lag growth"))
                .inFullRunOnly(),
            timing("three consumers do three times as much")
                .that(ratio("μ₃", "μ₁"))
                .isBetween(2.3, 3.5)
                .inFullRunOnly(),
            timing("six do at least four times as much")
                .that(ratio("μ₆", "μ₁"))
                .isAtLeast(4)
                .inFullRunOnly(),
            timing("eight do not do more than six")
                .that(ratio("μ₈", "μ₆"))
                .isAtMost(1.2)
                .inFullRunOnly(),
            invariant("because two have no partition").that("idle of 8").is(2).inFullRunOnly(),
            timing("on one partition three do not do more than one")
                .that(ratio("μ₃ of one partition", "μ₁"))
                .isAtMost(1.2)
                .inFullRunOnly(),
            invariant("because there two have none").that("idle of 3").is(2).inFullRunOnly(),
            timing("the lag is gone when the monitor says")
                .that("drained after")
                .isWithin(0.35, predicted("drained after"))
                .inFullRunOnly())
        .claims(
            timing("without a response orders get older and older")
                .that("time lag, none")
                .isAtLeast(1500)
                .inFullRunOnly(),
            timing("and no end of it")
                .that("growth of the time lag, none")
                .isAtLeast(100)
                .inFullRunOnly(),
            timing("none of them is begun in time any more")
                .that("share begun in time, none")
                .isAtMost(0.10)
                .inFullRunOnly(),
            timing("throttling bounds the time lag")
                .that("time lag p95, throttle")
                .isAtMost(1500)
                .inFullRunOnly(),
            timing("and uses most of the capacity")
                .that("accepted, throttle")
                .isAtLeast(measured("capacity").times(0.6))
                .inFullRunOnly(),
            invariant("throttling refuses").that("refused, throttle").isAtLeast(1).inFullRunOnly(),
            invariant("and loses nothing that it took")
                .that("lost, throttle")
                .is(0)
                .inFullRunOnly(),
            timing("batches do at least four times as much as single orders")
                .that(ratio("μ of batches", "μ₁"))
                .isAtLeast(4)
                .inFullRunOnly())
        .claims(
            timing("autoscaling asks for three consumers or more")
                .that("consumers asked for")
                .isAtLeast(3)
                .inFullRunOnly(),
            timing("and then the lag shrinks")
                .that("lag at the end, of its peak")
                .isAtMost(0.5)
                .inFullRunOnly());
  }
}
