package io.distributedlab.week52;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about hedged requests. */
final class Week52Exercises {
  private static final String DELAY = "io/distributedlab/week52/YourDelay.java";
  private static final String ROTATION = "io/distributedlab/week52/YourRotation.java";

  static final List<Exercise> ALL =
      List.of(
          after70(),
          priceCurve(),
          pages(),
          delay(),
          rotation(),
          globalQuantile(),
          utilisation(),
          layers());

  private Week52Exercises() {}

  private static Exercise after70() {
    return Exercise.predict(
            "A hedge after 70 ms",
            "Service times: half of them uniform in 21..39 ms, 45 % in 30..100, 4 % in 100..300, 1"
                + " % are 300 plus an exponential with mean 150. hedge-fixed with delay_ms 70,"
                + " copies are independent and nothing queues. How many extra attempts per request"
                + " (as a share), and what is p99? Solved within 20 % and 25 %.")
        .hints(
            "A copy is made when the first attempt takes longer than 70 ms. How many do?",
            "The answer comes later than t when the first takes longer than t and the copy longer"
                + " than t - 70: P(X > t) P(X > t - 70) = 0.01.",
            "P(X > 70) = 0.45 x 30 / 70 + 0.05 = 0.243. At t = 140, P(X > t) is 0.01 + 0.04 x 160 /"
                + " 200 = 0.042, and 0.042 x 0.243 = 0.0102.")
        .model(
            "0.243 extra attempts and a p99 of 141 ms. The hedge at p95 costs a fifth of that and"
                + " has 166 ms: most of what can be had is had by then.")
        .check(
            numbers(
                ExercisePhases::after70,
                within(0.2, ExercisePhases.AFTER_70 + " extra attempts per request", ""),
                within(0.25, ExercisePhases.AFTER_70 + " p99", "ms")));
  }

  private static Exercise priceCurve() {
    return Exercise.predict(
            "The price curve",
            "p99 in ms with a hedge after 30, 60, 80, 150 and 250 ms, each within 10 %, and the"
                + " knee of the curve: the delay from which on a hedge 25 ms sooner buys less than"
                + " 5 ms of p99 per percent of extra load, within 25 ms. Measured in 40 000"
                + " simulated requests per delay.")
        .hints(
            "Extra load is P(X > d), p99 the t at which P(X > t) P(X > t - d) = 0.01. Draw the five"
                + " points, extra load to the right.",
            "Beyond 100 ms the density of X is 0.0002 per ms, below it 0.0064 and more. A hedge 25"
                + " ms sooner costs 0.5 % there and 16 % here.",
            "t lies between 100 and 300, where P(X > t) = 0.05 - 0.04 (t - 100) / 200. Solve for"
                + " each d.")
        .model(
            "106, 132, 149, 204 and 281 ms, and the knee is at 100, the p95. From 125 to 100 half a"
                + " percent buys 20 ms; from 100 to 75 sixteen percent buy as much. Where the"
                + " density jumps the price does.")
        .check(
            numbers(
                ExercisePhases::priceCurve,
                within(0.1, SimulatedRuns.p99After(30), "ms"),
                within(0.1, SimulatedRuns.p99After(60), "ms"),
                within(0.1, SimulatedRuns.p99After(80), "ms"),
                within(0.1, SimulatedRuns.p99After(150), "ms"),
                within(0.1, SimulatedRuns.p99After(250), "ms"),
                near(25, SimulatedRuns.KNEE, "ms")));
  }

  private static Exercise pages() {
    return Exercise.predict(
            "The tail of a page",
            "A page waits for all its calls. Which share of pages has a call above 310 ms, for a"
                + " fan-out of 5, 20 and 50, direct? And for 50, hedged after 100 ms? Measured in"
                + " 400 000 simulated calls. Solved within 15 %, the last within 30 %.")
        .hints(
            "One minus the share of pages of which no call is slow.",
            "P(X > 310) = 0.01 exp(-10 / 150) = 0.0094. A page of n is slow with 1 - (1 - 0.0094)^n.",
            "Hedged, a call is slow when X > 310 and the copy, sent 100 ms later, is above 210:"
                + " 0.0094 x 0.028.")
        .model(
            "0.046, 0.17, 0.37, and 0.013. Fan-out turns the tail of a call into the usual case of"
                + " a page, and a hedge that costs 5 % takes it back by a factor of 29.")
        .check(
            numbers(
                ExercisePhases::pages,
                within(0.15, SimulatedRuns.slowPages(5), ""),
                within(0.15, SimulatedRuns.slowPages(20), ""),
                within(0.15, SimulatedRuns.slowPages(50), ""),
                within(0.3, SimulatedRuns.slowHedgedPages(50), "")));
  }

  private static Exercise delay() {
    return Exercise.code(
            "The delay of the fastest",
            "One backend of three is 300 ms slower, and a quantile over all of them waits for it."
                + " In YourDelay.java keep a quantile for each backend and hedge after that of the"
                + " fastest: the delay must stay at or below 150 ms (checked at quantile 0.9), and"
                + " never be so short that everything is hedged.")
        .hints(
            "observe says of which backend the first attempt was.",
            "AdaptiveDelay is a quantile that knows when it knows too little. Three of them.",
            "current() is the least of the three: delays.stream().map(AdaptiveDelay::current)"
                + ".min(Comparator.naturalOrder()).orElseThrow().")
        .model(
            "A list of three AdaptiveDelay, each fed with its backend's first attempts, and the"
                + " least of their delays. The question of a hedge is: could another backend have"
                + " answered by now? So the fastest sets the clock, not the one that is slow.")
        .check(
            ofTheClass(
                DELAY,
                YourPhases::delay,
                Map.of(
                    YourPhases.FOLLOWS,
                    "The slow backend still has its say. A mean of three quantiles is pushed up by"
                        + " one of them as well.",
                    YourPhases.NOT_EAGER,
                    "The fastest backend is one that has answered three times so far, or never, and"
                        + " its quantile is worth nothing. AdaptiveDelay says 200 ms until it knows"
                        + " a hundred.")));
  }

  private static Exercise rotation() {
    return Exercise.code(
            "Outlier ejection",
            "In YourRotation.java leave a backend out for eject_ms when the median of its first"
                + " attempts is more than twice the median of each other's, all by twenty first"
                + " attempts at least, and never more than one at a time. When its time is over it"
                + " has its turns again and is judged by what it does from then on.")
        .hints(
            "A SlidingQuantile for each backend: record, count, quantile(0.5), clear. Look after"
                + " every observation, if nobody is out.",
            "next() gives the turn of a backend that is out: ask again. And leastLoaded finds an"
                + " idle backend: which one has nothing to do?",
            "another: leastLoaded of those that are neither tried nor out. At the end of its time"
                + " clear what is known of it, or the first new observation ejects it again.")
        .model(
            "A median per backend, an index of the one that is out and until when. It is left out"
                + " of next and of leastLoaded, and forgotten when it comes back. By the median: a"
                + " p95 of twenty is luck, and would eject healthy ones. A hedge hides a slow call;"
                + " a slow backend is a third of all calls, and no budget for hedges carries that.")
        .check(
            ofTheClass(
                ROTATION,
                YourPhases::rotation,
                Map.of(
                    YourPhases.OUT,
                    "Twenty observations of each backend are there after 0.6 s, its own come 0.3 s"
                        + " late. Is the answer of next() looked at?",
                    YourPhases.NO_COPIES,
                    "The hedges still go there. Whoever gets no requests is idle, and leastLoaded"
                        + " likes idle ones.",
                    YourPhases.BACK,
                    "Its time is over, it answers fast, and has no turns. Is it judged by what it"
                        + " did before?")));
  }

  private static Exercise globalQuantile() {
    return Exercise.breakIt(
            "One slow backend",
            "Break it: backend-2 with latency_ms 300 (PUT /admin/faults), the strategy"
                + " hedge-budget. To which delay does it go within two seconds, within 15 %, and"
                + " which share of the requests takes more than 310 ms all the same, within 0.1?"
                + " Why?")
        .hints(
            "A third of all first attempts is 300 ms slower. Where is the p95 of such a mixture?",
            "1/3 P(X > t - 300) + 2/3 P(X > t) = 0.05. The second part is almost nothing.",
            "P(X > s) = 0.14 at s = 86.")
        .model(
            "About 380 ms, and a third. The delay is the p95 of a mixture, so it sits in the middle"
                + " of the slow ones and hedges come when the answer does. An early delay would not"
                + " save it: a third of the requests wants a hedge, and the budget has 5 %. This is"
                + " not bad luck that a second copy cures, but a bad backend: take it out of the"
                + " rotation.")
        .check(
            numbers(
                ExercisePhases::globalQuantile,
                within(0.15, ExercisePhases.DELAY, "ms"),
                near(0.1, ExercisePhases.SLOW, "")));
  }

  private static Exercise utilisation() {
    return Exercise.breakIt(
            "Too busy to hedge",
            "Backends with queues (backend.model queue), hedge-fixed after 50 ms, no budget. Raise"
                + " the load (211 requests a second are 100 %): from which utilisation on is p99"
                + " worse than with direct, when losers are cancelled, and when they are not"
                + " (cancel false)? Two shares, within 0.07. Measured in 25 000 simulated requests"
                + " each.")
        .hints(
            "Without cancelling a hedged request is two requests. What happens when all are late?",
            "Twice the load is more than 100 % from 50 % on, and what is late then stays late. With"
                + " cancelling a loser takes a slot only until the winner is there.",
            "Cancelled: it helps almost to the end, 0.9 and more. Not cancelled: a little below 0.5.")
        .model(
            "About 0.94 and 0.46. Not cancelled, the queue that hedges cause makes more requests"
                + " late, which makes more hedges: above one half there is no way back. Cancelled,"
                + " the copy that would have been slow is cut off, and the work per request hardly"
                + " grows. Vulimiri and others find a third for copies of everything without"
                + " cancelling.")
        .check(
            numbers(
                ExercisePhases::noHelpFrom,
                near(0.07, SimulatedRuns.noHelpFrom(true), ""),
                near(0.07, SimulatedRuns.noHelpFrom(false), "")));
  }

  private static Exercise layers() {
    return Exercise.design(
            "Hedging in two layers",
            "The frontend hedges, and the service behind it does too, two copies each. How many"
                + " executions can one click cause? Which layer should hedge, and how do the others"
                + " know?")
        .hints(
            "Count leaves of a tree.",
            "Which layer knows the replicas, their load, and when a copy has begun?",
            "Something has to travel with the request.")
        .model(
            "Up to 4, and 2^n for n layers, just when everything is slow. Hedge in one layer, the"
                + " one next to the replicas: it can choose another replica and cancel. Above it a"
                + " header says that no further copies are to be made, a deadline for all travels"
                + " along, and the budget is counted where the copies are made.")
        .check(new Check.Comparison());
  }
}
