package io.distributedlab.week52;

import io.distributedlab.experiment.Measure;
import io.distributedlab.week52.Simulation.Hedge;
import io.distributedlab.week52.Simulation.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What takes too many requests to be measured in seconds: the exercises' figures of simulation. */
final class SimulatedRuns {
  static final String KNEE = "the knee of the price curve";

  private static final int REQUESTS = 40_000;
  private static final int QUEUE_REQUESTS = 25_000;
  private static final int PAGE_REQUESTS = 400_000;
  private static final int P95_MS = 100;
  private static final int DELAY_MS = 50;
  private static final double CHEAP = 5;
  private static final HedgeTheory THEORY = HedgeTheory.DEFAULT;

  private final long seed;

  SimulatedRuns(long seed) {
    this.seed = seed;
  }

  static String p99After(int delayMs) {
    return "p99 with a hedge after %d ms".formatted(delayMs);
  }

  static String slowPages(int fanout) {
    return "pages of %d with a slow call".formatted(fanout);
  }

  static String slowHedgedPages(int fanout) {
    return slowPages(fanout) + ", hedged after %d ms".formatted(P95_MS);
  }

  static String noHelpFrom(boolean cancels) {
    return cancels ? "no help from, losers cancelled" : "no help from, losers not cancelled";
  }

  List<Measure> priceCurve(int... delays) {
    var measures = new ArrayList<Measure>();
    for (int delay : delays) {
      measures.add(
          Measure.ms(p99After(delay), after(delay).p99())
              .predicted(THEORY.hedged(delay).percentile(99))
              .from(REQUESTS));
    }
    measures.add(Measure.ms(KNEE, knee()).predicted(P95_MS));
    return measures;
  }

  /** The longest delay from which on a hedge 25 ms sooner buys less than 5 ms per percent. */
  private double knee() {
    int step = 25;
    return IntStream.iterate(250, delay -> delay > step, delay -> delay - step)
        .filter(delay -> msPerPercent(delay, delay - step) < CHEAP)
        .findFirst()
        .orElseThrow();
  }

  private double msPerPercent(int later, int sooner) {
    var from = after(later);
    var to = after(sooner);
    return (from.p99() - to.p99()) / (100 * (to.extra() - from.extra()));
  }

  private Simulation.Result after(int delayMs) {
    return Setup.unlimited(REQUESTS, seed).run(Hedge.after(delayMs));
  }

  List<Measure> pages(int... fanouts) {
    var setup = Setup.unlimited(PAGE_REQUESTS, seed);
    double direct = setup.run(Hedge.NONE).shareAbove(Week52Phases.SLOW_MS);
    double hedged = setup.run(Hedge.after(P95_MS)).shareAbove(Week52Phases.SLOW_MS);
    return IntStream.of(fanouts)
        .boxed()
        .flatMap(
            fanout ->
                Stream.of(
                    Measure.share(slowPages(fanout), slowPages(direct, fanout)).from(PAGE_REQUESTS),
                    Measure.share(slowHedgedPages(fanout), slowPages(hedged, fanout))
                        .from(PAGE_REQUESTS)))
        .toList();
  }

  private static double slowPages(double slowCalls, int fanout) {
    return 1 - Math.pow(1 - slowCalls, fanout);
  }

  /** From which utilisation on p99 with a hedge is above p99 without. */
  List<Measure> noHelpFrom() {
    return Stream.of(true, false)
        .map(cancels -> Measure.share(noHelpFrom(cancels), crossing(cancels)).from(QUEUE_REQUESTS))
        .toList();
  }

  private double crossing(boolean cancels) {
    double step = 0.05;
    double before = gain(0.3, cancels);
    for (double utilisation = 0.35; utilisation < 1; utilisation += step) {
      double here = gain(utilisation, cancels);
      if (here <= 0) {
        return utilisation - step * here / (here - before);
      }
      before = here;
    }
    return 1;
  }

  /** Logarithm of p99 direct by p99 hedged. */
  private double gain(double utilisation, boolean cancels) {
    var setup = Setup.queues(utilisation, cancels, QUEUE_REQUESTS, seed);
    return Math.log(setup.run(Hedge.NONE).p99() / setup.run(Hedge.after(DELAY_MS)).p99());
  }
}
