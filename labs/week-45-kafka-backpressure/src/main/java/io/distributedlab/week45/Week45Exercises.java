package io.distributedlab.week45;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;
import static io.distributedlab.runner.exercise.Check.onTheRunningLab;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about lag. */
final class Week45Exercises {
  private static final String TRACKER = "io/distributedlab/week45/YourTracker.java";
  private static final String LAW = "io/distributedlab/week45/YourLaw.java";

  static final List<Exercise> ALL =
      List.of(lag(), consumers(), silence(), tracker(), law(), hotKey(), poison(), alerts());

  private Week45Exercises() {}

  private static Exercise lag() {
    return Exercise.predict(
            "Lag is an integral",
            "One sequential consumer. Orders come at 150/s. How fast does the lag grow, in orders a"
                + " second, when an order takes 20 ms, and when it takes 40? And without new ones:"
                + " how long does it take to do 120 orders of 20 ms, in s? A call costs about 2 ms"
                + " more than the order takes. Solved within 20 %.")
        .hints(
            "What comes in minus what goes out.",
            "It goes out at 1/S: one order after the other.",
            "150 - 1/0.022, 150 - 1/0.042, and 120 x 0.022.")
        .model(
            "105/s, 126/s and 2.6 s: λ - μ with μ = 1/S. A number of records says nothing before"
                + " you know both rates.")
        .check(
            numbers(
                ExercisePhases::lag,
                within(0.2, "growth of the lag at 150/s and 20 ms", "orders/s"),
                within(0.2, "growth of the lag at 150/s and 40 ms", "orders/s"),
                within(0.25, Drains.DRAINED, "s")));
  }

  private static Exercise consumers() {
    return Exercise.tune(
            "How many consumers",
            "Start the lab (./lab run 45). 300 orders of 20 ms wait, and 100/s come in, on six"
                + " partitions. Ask for as many sequential consumers as it takes to have the backlog"
                + " gone in 4 s, and no more than have work: curl -X PUT localhost:8000/admin/knobs"
                + " -H 'Content-Type: application/json' -d"
                + " '{\"consumer-1.instances\":1,\"consumer-2.instances\":1,"
                + "\"consumer-3.instances\":1}'. The check loads it and measures.")
        .hints(
            "One does 45/s. Four would do 180/s, if all had as much to do.",
            "A partition has one owner. With four consumers on six partitions, two have two"
                + " partitions each, and a third of the orders each.",
            "Two partitions bring 33/s and 100 of the backlog: at 45/s that takes 8 s. One"
                + " partition each is what helps.")
        .model(
            "Six, two at each service. Four and five are as slow as three: whoever has two"
                + " partitions is the last to end. Seven and eight have nothing to do.")
        .check(onTheRunningLab(ExercisePhases::consumers));
  }

  private static Exercise silence() {
    return Exercise.predict(
            "Who is evicted",
            "A member may be silent for 1 s (max_poll_interval_ms 1000), a poll brings 60 orders of"
                + " 20 ms. How many of 300 orders does blocking-poll commit? And how often is"
                + " bounded evicted, with the same polls and a pause of 1.5 s by the user on top?")
        .hints(
            "60 x 20 ms is 1.2 s. Who polls meanwhile?",
            "blocking-poll commits after the whole poll result. When is it evicted?",
            "bounded polls while it processes, and while it is paused: its partitions are paused,"
                + " not its thread.")
        .model(
            "0 and 0. blocking-poll works, is evicted before it commits, gets the same orders again,"
                + " and works. The group calls it dead because it does not poll. Polling is a"
                + " promise to be alive: keep it apart from the work.")
        .check(
            numbers(
                ExercisePhases::silence,
                near(0, "blocking-poll, committed", "orders"),
                near(0, "bounded, evictions", "")));
  }

  private static Exercise tracker() {
    return Exercise.code(
            "What may be committed",
            "Orders complete in any order, a commit says \"everything before this\". In"
                + " YourTracker.java, write complete and committable (and gap and memory). The"
                + " consumer mode yours uses it. In a crash amid 2000 orders none may be lost, and"
                + " in the end everything is committed.")
        .hints(
            "Offsets 0 to 3 were taken, 1 and 3 are complete: what may be committed? And when 0"
                + " follows?",
            "Remember what is open, sorted, and what is complete beyond the first of those.",
            "complete: move it from open to beyond; while the first of beyond is below the first of"
                + " open, take it out and committable is that + 1. A commit is the next offset to"
                + " read.")
        .model(
            "Two sorted sets, as in OffsetTracker. The commit is last + 1, and memory goes back to"
                + " nothing when all is complete. OffsetTrackerTest tries 1000 random orders.")
        .check(
            ofTheClass(
                TRACKER,
                ExercisePhases::tracker,
                Map.of(
                    ExercisePhases.LOSES_NOTHING,
                    "Orders are gone: what was committed lies behind an order that was still open."
                        + " The greatest complete offset is not it; the first gap is the limit.",
                    ExercisePhases.COMMITS,
                    "Everything is processed, and the commit stands still. When the"
                        + " first open offset completes, it moves past everything that was waiting"
                        + " behind it.")));
  }

  private static Exercise law() {
    return Exercise.code(
            "A law of your own",
            "aimd lets the time lag go to 800 ms at a target of 500 before it turns. In YourLaw.java"
                + " write a law that keeps it below 625 ms and still accepts 0.9 of the capacity:"
                + " 300/s are offered, consumers do 120/s. curl 'localhost:8000/law?rate_law=aimd'"
                + " shows what a law does. rate_law yours uses it in the running lab.")
        .hints(
            "The feedback says what consumers commit (mu) and how old the oldest is (lagMs).",
            "Proportional control: r = mu (1 + k (target - lag) / target).",
            "With k = 0.5, and never below min. The term that is added while there is no lag is the"
                + " way up: mu is only what was admitted as long as consumers are not busy.")
        .model(
            "max(min, mu (1 + k (target - lag) / target)), k = 0.5: at the target it admits what is"
                + " done, above it less, below it more. 500 ms and 117/s here. From the rate instead"
                + " of mu the error adds up: 940 ms.")
        .check(
            ofTheClass(
                LAW,
                ExercisePhases::law,
                Map.of(
                    ExercisePhases.LAG,
                    "It goes too far up before it turns. If you start from the rate that you have"
                        + " set yourself, errors add up. What consumers do (mu) does not lie.",
                    ExercisePhases.ACCEPTED,
                    "It accepts too little. mu is what was admitted, as long as consumers have time"
                        + " left: a law that only follows it never goes up.")));
  }

  private static Exercise hotKey() {
    return Exercise.breakIt(
            "One hot key",
            "Four of five orders have the same key. bounded has windows of 50 and three consumers,"
                + " an order takes 20 ms. How many orders a second are done? Solved within 25 %."
                + " (Without the hot key it would be some thousands.)")
        .hints(
            "Orders of one key are done in their order.",
            "So the hot lane does one every 20 ms, on one consumer, in one partition.",
            "0.8 of the orders take their turn there: 1 / (0.8 S).")
        .model(
            "1 / (0.8 x 20 ms) = 62/s, a little less with the cost of a call. More consumers, more"
                + " partitions and larger windows change nothing: order per key is the limit. Split"
                + " the key, or do without its order.")
        .check(numbers(ExercisePhases::hotKey, within(0.25, Drains.HOT, "orders/s")));
  }

  private static Exercise poison() {
    return Exercise.breakIt(
            "Attempts without end",
            "max_attempts is 0: nobody gives up. One order can never be processed, and 600 others"
                + " follow it into the six partitions. When all 600 are processed: how large is the"
                + " lag that stays? Solved within 35 %. (Then set max_attempts to 3.)")
        .hints(
            "A commit says everything before this.",
            "Which partition cannot commit any more?",
            "All orders of one partition of six are complete and not committed.")
        .model(
            "About 101: a sixth of 600, and the poisonous one. They are processed, and a crash would"
                + " do them all again. kbp_commit_gap shows it and /lag says STALLED. With"
                + " max_attempts 3 it goes to the dead letters, and the commit moves.")
        .check(numbers(ExercisePhases::stuck, within(0.35, Drains.STAYS, "orders")));
  }

  private static Exercise alerts() {
    return Exercise.design(
            "An alert for lag",
            "A nightly job has two hours of lag and is right to. What do you alert on, for it and"
                + " for the consumers of orders?")
        .hints(
            "Is a million records much?",
            "When will it be gone, and when does somebody need it?",
            "A commit that stands still is wrong at any lag.")
        .model(
            "Time to drain against the deadline, and commits that stand still; never the number of"
                + " records. Page on STALLED and NO_MEMBERS, write a ticket when the forecast is"
                + " later than the deadline.")
        .check(new Check.Comparison());
  }
}
