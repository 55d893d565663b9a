package io.distributedlab.week51;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about deadlines. */
final class Week51Exercises {
  private static final String PACKAGE = "io/distributedlab/week51/";

  static final List<Exercise> ALL =
      List.of(
          remaining(),
          fixed(),
          refusal(),
          partial(),
          retry(),
          line(),
          bimodal(),
          commit(),
          amplification());

  private Week51Exercises() {}

  private static Exercise remaining() {
    return Exercise.predict(
            "What is left of 600 ms",
            "The variant enforce, and a budget of 600 ms. Which budget do service-a, service-b and"
                + " service-c receive? The hops work 50, 100, 150 and 200 ms, and each keeps"
                + " hop_allowance_ms for its answer. Solved within 40 ms.")
        .hints(
            "A hop sends what it has left when it calls, after its own work.",
            "Service-a receives 600 - 5 - 50.",
            "Each hop takes its work and 5 ms, and the machine a few more.")
        .model(
            "545, 440 and 285, less some milliseconds of the machine itself. What travels is the"
                + " time that is left, not the deadline: no two clocks have to agree.")
        .check(
            numbers(
                ExercisePhases::remaining,
                near(40, ExercisePhases.received("service-a"), "ms"),
                near(40, ExercisePhases.received("service-b"), "ms"),
                near(40, ExercisePhases.received("service-c"), "ms")));
  }

  private static Exercise fixed() {
    return Exercise.predict(
            "Work for nobody",
            "Service-c is 300 ms slower (c.slow_ms 300), every call waits 5 s (variant fixed), and"
                + " nothing queues. How much work per request is done after the deadline, all"
                + " services together, for budgets of 300, 600 and 800 ms? Solved within 60 ms.")
        .hints(
            "How long does the chain work for one request?",
            "50 + 100 + 150 + 500 = 800 ms, one hop after the other, and nobody stops.",
            "What is beyond the budget is for nobody.")
        .model(
            "500, 200 and 0 ms: the work less the budget. A timeout of 5 s is longer than the"
                + " patience of every caller here, so it saves nothing; it only bounds how long a"
                + " hang can last.")
        .check(
            numbers(
                ExercisePhases::fixed,
                near(60, ExercisePhases.workAfter(300), "ms"),
                near(60, ExercisePhases.workAfter(600), "ms"),
                near(60, ExercisePhases.workAfter(800), "ms")));
  }

  private static Exercise refusal() {
    return Exercise.predict(
            "Refused below",
            "The variant admit, estimates warm, nobody in a queue. Compute the budget below which a"
                + " request is refused, or find it by bisection in the running lab. Solved within"
                + " 60 ms.")
        .hints(
            "Each hop refuses when less is left than its own work, the work behind it and margin_ms.",
            "At the frontend that is 50 + 450 + 50, and 5 for the hop. But service-c reckons with a"
                + " queue: (0 + 1) x 200 / 8 + 200 + 50 when it is empty.",
            "Service-c needs 275 of what is left after 300 ms of work and four times 5 ms.")
        .model(
            "595 ms, and about 10 more for the machine: the last hop is the strictest, because it"
                + " counts a place in the queue. Below 555 it is the frontend that refuses, within"
                + " a millisecond; in between work has been done for a request that is then"
                + " refused.")
        .check(numbers(ExercisePhases::refusal, near(60, ExercisePhases.REFUSED_BELOW, "ms")));
  }

  private static Exercise partial() {
    return Exercise.code(
            "A partial answer",
            "In YourPartialAnswer.java let service-a answer with what service-b said last time when"
                + " the budget cannot cover service-b. Then doomed requests become 200 with partial"
                + " true, service-c does not hear of them, and whoever has time enough still gets"
                + " the whole answer.")
        .hints(
            "remember is called with every answer of service-b, instead before every call.",
            "Compare remainingMs with neededMs.",
            "remainingMs < neededMs ? Optional.ofNullable(last).map(Downstream::fromCache) :"
                + " Optional.empty().")
        .model(
            "One field, the last answer. It is given when less time is left than service-b needs,"
                + " and marked by fromCache. A part of a page in time is worth more than a whole"
                + " page for nobody, if the caller can see which part is old.")
        .check(
            ofTheClass(
                PACKAGE + "YourPartialAnswer.java",
                YourPhases::partial,
                Map.of(
                    YourPhases.MARKED,
                    "An old answer that looks like a new one is worse than an error. Downstream can"
                        + " say that it is from the cache.",
                    YourPhases.FRESH,
                    "These had time enough. Only a budget that cannot cover service-b is a reason"
                        + " not to ask.")));
  }

  private static Exercise retry() {
    return Exercise.code(
            "Retries within the budget",
            "In YourRetry.java let the frontend try again, three times in all, after a pause with"
                + " full jitter (uniform from 0 to 20 ms, then 40), and only if an answer can come"
                + " in time. One call in five fails: 95 % of the requests with time enough must"
                + " succeed, with at most 1.4 calls per request, and no call may be made in vain.")
        .hints(
            "What is 504 is over: there is no time left.",
            "After the pause as much must be left as an answer needs.",
            "pause = random.nextDouble(20 << (tries - 1)); empty when tries is 3, the status 504,"
                + " or remainingMs - pause < neededMs.")
        .model(
            "Three reasons against another call: three have been made, time is over, or what is"
                + " left after the pause is less than an answer takes. Then a retry costs 0.2 calls"
                + " and turns 20 % of failures into 1 %, and in overload, when answers take long,"
                + " it stops by itself.")
        .check(
            ofTheClass(
                PACKAGE + "YourRetry.java",
                YourPhases::retry,
                Map.of(
                    YourPhases.IN_VAIN,
                    "Some callers had 290 ms, and after a failure not enough for another whole"
                        + " chain. They were let wait for a 504 instead of being told 502 at once,"
                        + " and the services worked for nothing. Look at remainingMs.",
                    YourPhases.SUCCEED,
                    "With one try in five failing, 80 % succeed at the first, 96 % with two tries,"
                        + " 99 % with three.")));
  }

  private static Exercise line() {
    return Exercise.code(
            "Last in, first out, when late",
            "In YourLine.java let who came last be next when the one that waits longest has waited"
                + " more than 150 ms, else who came first. Under twice its capacity, with enforced"
                + " deadlines and no estimates, service-c must reach a goodput of 0.6 of what it"
                + " can do, and a short burst must be served in order.")
        .hints(
            "Keep with each ticket when it came. The constructor has a clock.",
            "next looks at the oldest: if it has waited too long, take the newest.",
            "A record Waiting(Ticket ticket, long since) in a deque; removeLast or removeFirst; and"
                + " remove with removeIf.")
        .model(
            "A deque of tickets with their time. In order while waits are short; newest first when"
                + " the oldest is late, because it is lost anyway and the newest has all its time."
                + " Those left behind are ended by their own deadline. Ben Maurer, \"Fail at"
                + " Scale\" (2015), calls it adaptive LIFO, with CoDel's idea that a queue that"
                + " stands is a bad one.")
        .check(
            ofTheClass(
                PACKAGE + "YourLine.java",
                YourPhases::line,
                Map.of(
                    YourPhases.GOODPUT,
                    "Whoever gets a slot has too little time left to use it. Who in the queue has"
                        + " the most?",
                    YourPhases.IN_ORDER,
                    "Nobody was late, and still some were overtaken. Last in, first out is for bad"
                        + " times: it makes the unlucky wait for ever.")));
  }

  private static Exercise bimodal() {
    return Exercise.breakIt(
            "Work with two modes",
            "Under admit, service-c takes 20 ms or, now and then, 200 (c.work_ms 20, c.slow_ms 180,"
                + " c.slow_share), the other hops 10, 20 and 30, and the budget is 200 ms. The"
                + " estimate is a p90. Which share succeeds when 30 % are long, and which when 2 %"
                + " are? Within 0.07. Why?")
        .hints(
            "What is the p90 of such work at 30 %? And at 2 %?",
            "200 ms, so everybody is told that there is no time. And 20: everybody is let in.",
            "At 30 % nothing but probes gets through, though 70 % would have made it. At 2 % the"
                + " long ones are cut off at the deadline.")
        .model(
            "0.01 and 0.98. A p90 is one number, and work with two modes has none: it refuses the"
                + " short ones or admits the long ones. And it flips when the share of long ones"
                + " passes 10 %. If the kind of request tells how long it is, keep an estimate for"
                + " each kind.")
        .check(
            numbers(
                ExercisePhases::bimodal,
                near(0.07, ExercisePhases.success(0.3), ""),
                near(0.07, ExercisePhases.success(0.02), "")));
  }

  private static Exercise commit() {
    return Exercise.design(
            "Past the commit point",
            "A write has passed its commit point when the deadline fires. What does the service do,"
                + " what does it answer, and what does the caller do then?")
        .hints(
            "Can it be taken back? Does the caller know that it happened?",
            "A timeout means unknown, not no.",
            "What lets the caller ask again without doing it twice?")
        .model(
            "Do not abort: finish, and store the outcome under an idempotency key. Answer 504 that"
                + " says unknown. The caller repeats with the same key and gets the stored outcome."
                + " Deadlines end waiting, and work that has not begun; not effects that are"
                + " committed.")
        .check(new Check.Comparison());
  }

  private static Exercise amplification() {
    return Exercise.predict(
            "Three tries in every hop",
            "Each of frontend, service-a and service-b makes up to three calls (tries 3), without"
                + " looking at the time (variant none), and service-c always fails. How often is it"
                + " called for one request?")
        .hints(
            "How often does service-b call it for one call of its own?",
            "And how often is service-b called?",
            "3 x 3 x 3.")
        .model(
            "27 times, 3^n for n layers: retries multiply, and they do it just when service-c is"
                + " ill. Retry in one layer, best the one next to the failure, or give retries a"
                + " budget.")
        .check(
            numbers(ExercisePhases::amplification, near(0.5, ExercisePhases.CALLS_AT_C, "calls")));
  }
}
