package io.distributedlab.week51;

import static io.distributedlab.service.knobs.Knob.wireName;
import static io.distributedlab.week51.DeadlineVariant.ADMIT;

import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.time.Clock;
import java.time.Duration;

/**
 * Load and faults, and what theory expects of them.
 *
 * <p>A doomed request has a budget of 500 ms and needs 50 + 100 + 150 + 1000. It reaches service-c
 * after 300 ms; what it begins there goes on until 1300, which is 800 ms after the deadline.
 *
 * <p>Service-c has c = 8 slots and needs S = 200 ms: μ = c/S = 40/s. At λ = 60/s the wait in its
 * FIFO queue grows by λ/μ − 1 = 0.5 s every second, so after one second it has eaten the 500 ms
 * that 1000 ms of budget leave for it, and every answer is late. With enforced deadlines the queue
 * settles where each request holds its slot for c/λ = 133 ms, is cut off, and none is answered.
 */
final class Week51Phases {
  /** A fifth of the shortest hop. */
  private static final Duration LATE_AFTER = Duration.ofMillis(10);

  private static final double OVERLOAD = 1.5 * Readings.CAPACITY;

  private final Settings settings;

  Week51Phases(Settings settings) {
    this.settings = settings;
  }

  /** Nothing is wrong. */
  Phase normal() {
    return phase("normal", ADMIT)
        .setting(Estimates.FORGOTTEN)
        .load(clients(1000, 1500).arriving(Arrivals.constant(20)).lasting(settings.seconds(2, 0.3)))
        .measure(run -> run.successShare("normal success").predicted(1))
        .measure(run -> run.percentile("normal p50", 50).predicted(500))
        .measure(run -> Readings.of(run).budgetAtC("normal budget at service-c").predicted(685));
  }

  /**
   * Service-c is slow, and the client leaves at its deadline. There are slots enough, so nothing
   * waits: the queue has phases of its own.
   */
  Phase doomed(DeadlineVariant variant) {
    var name = "doomed " + wireName(variant);
    var predicted = new Doom(variant);
    var rate = variant == ADMIT ? 60 : 10; // so many that a probe among them weighs little
    var phase =
        phase(name, variant)
            .knob("service-c", "c.slow_ms", 800)
            .knob("service-c", "c.capacity", 100);
    return drained(informed(phase, variant), some(clients(500, 500), rate).keepingReplies())
        .measure(run -> Readings.of(run).workAfter(name + ", after").predicted(predicted.after()))
        .measure(run -> Readings.of(run).work(name + ", total").predicted(predicted.total()));
  }

  /** As {@link #doomed}, and whom the answers name: service-c, where the work was stopped. */
  Phase explained() {
    return doomed(DeadlineVariant.ENFORCE)
        .measure(run -> Readings.of(run).naming("doomed named", "service-c").predicted(1));
  }

  /** The client leaves after 150 of its 1000 ms: just when service-a is done. */
  Phase early(DeadlineVariant variant) {
    var name = "early " + wireName(variant);
    var behindA = variant == DeadlineVariant.CANCEL ? 0 : 150 + 200;
    return drained(phase(name, variant), some(clients(1000, 150)))
        .measure(run -> Readings.of(run).workAfter(name + ", after").predicted(behindA));
  }

  /** One and a half times what service-c can do. */
  Phase overload(DeadlineVariant variant) {
    var name = "overload " + wireName(variant);
    var length = settings.seconds(6, 1.4);
    var load = clients(1000, 1000).arriving(tooMany()).lasting(length).keepingReplies();
    return drained(informed(phase(name, variant), variant), load)
        .watch("waiting at service-c", "service-c", "c_queue")
        .watch("slots in use", "service-c", "c_slots_busy")
        .measure(
            run ->
                Readings.of(run)
                    .goodput("goodput " + wireName(variant), settings.seconds(2, 1.1), length)
                    .predicted(variant == ADMIT ? 1 : 0))
        .measure(run -> Readings.of(run).workAfter(name + ", after"))
        .measure(run -> Readings.of(run).work(name + ", total"));
  }

  /** As {@link #overload}, and how long those wait who are refused: 300 ms, until service-c. */
  Phase refusing() {
    return overload(ADMIT)
        .measure(run -> Readings.of(run).refused("refused p95", 95).predicted(300));
  }

  /** The clock of service-b is 400 ms ahead. */
  Phase skewed(DeadlineVariant variant) {
    var name = "skew " + wireName(variant);
    return phase(name, variant)
        .fault("service-b", "clock_offset_ms", 400)
        .load(some(clients(800, 1500)))
        .measure(
            run ->
                run.successShare(name + ", success")
                    .predicted(variant == DeadlineVariant.ABSOLUTE ? 0 : 1));
  }

  /** Ten a second; when quick, five in 60 ms. */
  private Load some(Load load) {
    return some(load, 10);
  }

  /**
   * So many a second; when quick, half a second's worth in 60 ms, at even distances: of five
   * requests due at once, one short stall of the experiment's event loop makes all late.
   */
  private Load some(Load load, int perSecond) {
    var rate = settings.quick() ? 0.5 * perSecond / 0.06 : perSecond;
    return load.arriving(Arrivals.constant(rate)).lasting(settings.seconds(1.6, 0.06));
  }

  /**
   * One and a half times capacity. A Poisson stream needs two seconds until its queue is late
   * nearly for certain: in the first one its 60 ± 8 requests are ± 200 ms of wait. The quick run
   * has not the time, so its requests come at even distances, and the queue is late after one.
   */
  private Arrivals tooMany() {
    return settings.quick() ? Arrivals.constant(OVERLOAD) : Arrivals.poisson(OVERLOAD);
  }

  private static Phase phase(String name, DeadlineVariant variant) {
    return Phase.of(name).variant(wireName(variant)).knob("frontend", "variant", wireName(variant));
  }

  /** Estimates that know how things are now, where they are asked. */
  private static Phase informed(Phase phase, DeadlineVariant variant) {
    return variant == ADMIT ? phase.setting(Estimates.WARM) : phase;
  }

  /** A phase that ends when nobody works any more, so that all work is booked. */
  private static Phase drained(Phase phase, Load load) {
    return phase.load(load).work(run -> Drain.of(run).after(load.lasting()));
  }

  /** Clients that leave when they say, and tell the ledger when that is. */
  private static Load clients(int budgetMs, int leavingAfterMs) {
    return Load.of("frontend", (index, random) -> request(budgetMs, leavingAfterMs))
        .lateAfter(LATE_AFTER)
        .patience(Duration.ofMillis(leavingAfterMs))
        .http2();
  }

  private static Request request(int budgetMs, int leavingAfterMs) {
    var truth = Clock.system().now().plusMillis(Math.min(budgetMs, leavingAfterMs));
    return Request.get("/api/process?budget_ms=" + budgetMs)
        .header(Arrival.TRUTH_HEADER, String.valueOf(truth.toEpochMilli()));
  }
}
