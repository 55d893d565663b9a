package io.distributedlab.week07;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;
import static io.distributedlab.runner.exercise.Check.onTheRunningLab;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about circuit breakers. */
final class Week07Exercises {
  private static final String BREAKER = "io/distributedlab/week07/YourBreaker.java";
  private static final String FALLBACK = "io/distributedlab/week07/YourFallback.java";

  static final List<Exercise> ALL =
      List.of(
          untilItOpens(),
          slots(),
          window(),
          generations(),
          probes(),
          fallback(),
          rareCalls(),
          sharedState());

  private Week07Exercises() {}

  private static Exercise untilItOpens() {
    return Exercise.predict(
            "Calls until it opens",
            "consecutive opens after five failures in a row. A backend fails each call with"
                + " probability p. How many calls does it take on average until the circuit opens,"
                + " at p = 0.5 and at p = 0.3? Solved within 15 %.")
        .hints(
            "A success sets the count back to nothing. So most runs of failures are in vain.",
            "Let E(k) be the calls still needed after k failures in a row:"
                + " E(k) = 1 + p E(k+1) + (1 - p) E(0), and E(5) = 0.",
            "The solution is E(0) = (p^-5 - 1) / (1 - p).")
        .model(
            "(p^-5 - 1) / (1 - p): 62 calls at p = 0.5, 586 at p = 0.3. A backend that fails every"
                + " third call is left open to 586 callers, of whom 176 fail. Look at rates.")
        .check(
            numbers(
                settings -> Week07Experiment.of(settings).only("partial failure"),
                within(0.15, "calls until five in a row at 50 %", "calls"),
                within(0.15, "calls until five in a row at 30 %", "calls")));
  }

  private static Exercise slots() {
    return Exercise.predict(
            "Who pays for a hang",
            "Both backends hang. 100 calls a second wait 500 ms for them, and 150 a second want"
                + " /api/other, which takes 10 ms. All need a slot of the same client, there is no"
                + " queue and no breaker. Which share of the calls of /api/other succeeds with 10,"
                + " 20 and 60 slots? Solved within 0.1. Measured in ten simulated minutes.")
        .hints(
            "How many slots would be in use if there were no limit? (Little: rate x time)",
            "100 x 0.5 + 150 x 0.01 = 51.5 erlang are offered to n servers without a queue.",
            "Erlang's formula B: B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)) with a = 51.5. The"
                + " share is 1 - B.")
        .model(
            "1 - B(51.5 erlang): 0.19, 0.38 and 0.97. Whoever needs a slot pays, also for a"
                + " dependency that it does not use. More slots help until the next hang is"
                + " longer.")
        .check(
            numbers(
                ExercisePhases::slots,
                near(0.1, ExercisePhases.success(10), ""),
                near(0.1, ExercisePhases.success(20), ""),
                near(0.1, ExercisePhases.success(60), "")));
  }

  private static Exercise window() {
    return Exercise.tune(
            "A window for partial failure",
            "Start the lab (./lab run 7) and set the knobs of the window (window.size, min.calls,"
                + " failure.rate) so that it opens within 200 calls when 20 % fail, and does not in"
                + " 5000 calls when 5 % do, each in 95 % of 200 runs. curl -X PUT"
                + " localhost:8000/admin/knobs -H 'Content-Type: application/json' -d"
                + " '{\"failure.rate\":25}' sets one.")
        .hints(
            "Between 5 % and 20 %: where would you put the rate?",
            "In n calls the share that fails varies by sqrt(p (1 - p) / n). At n = 50 and 20 % that"
                + " is 6 points: too much.",
            "Judge late: a large min.calls keeps the first few calls from deciding. Try a window of"
                + " 150 calls.")
        .model(
            "window.size 150, min.calls 150, failure.rate 15: 15 % is 5.6 standard deviations above"
                + " 5 % and 1.5 below 20 %. A window is a test of a hypothesis, and its size buys"
                + " both kinds of error at once; what it costs is the time until it knows.")
        .check(onTheRunningLab(ExercisePhases::window));
  }

  private static Exercise generations() {
    return Exercise.code(
            "Results of the past",
            "In YourBreaker.java, let onResult ignore results of calls that began in an earlier"
                + " state of the circuit. Twenty calls hang, the circuit opens, half-opens and"
                + " closes, then the twenty time out: they must not move it.")
        .hints(
            "A permit knows more than whether it was for a probe.",
            "circuit.generation() changes with every transition, and new Permit(...) takes it"
                + " along.",
            "At the top of onResult: if permit.generation() is not circuit.generation(), return.")
        .model(
            "if (permit.generation() != circuit.generation()) return; as the first line of"
                + " onResult. A number, not the state: a circuit that has closed again is in the"
                + " same state as when the call began, and in another generation.")
        .check(
            ofTheClass(
                BREAKER,
                ExercisePhases::generations,
                Map.of(
                    ExercisePhases.NO_PAST,
                    "A late result still counts. If you compare states: closed, open, half-open and"
                        + " closed again look the same. Compare something that never comes back.",
                    ExercisePhases.STILL_OPENS,
                    "Now it ignores too much: results of the current generation must count.")));
  }

  private static Exercise probes() {
    return Exercise.code(
            "Bounded probes",
            "In YourBreaker.java, let a half-open circuit give halfopen.permits permits and no"
                + " more. A probe that says nothing (its caller left, or it found no slot) gives"
                + " its permit back, else the circuit would stay half-open for ever.")
        .hints(
            "Count the permits given since the circuit half-opened.",
            "onResult returns early when the outcome does not count. That is where a permit is"
                + " lost.",
            "permits++ when a probe is let through, permits-- when permit.probe() and the outcome"
                + " does not count, permits = 0 with every move.")
        .model(
            "A counter: up in tryAcquire, refused at halfopen.permits, down when a probe's outcome"
                + " does not count, zero at every transition. WindowBreaker does it like that.")
        .check(
            ofTheClass(
                BREAKER,
                ExercisePhases::probes,
                Map.of(
                    ExercisePhases.THREE_PROBES,
                    "Count what you give, not what comes back: fifty callers come before the first"
                        + " probe has ended.",
                    ExercisePhases.PERMITS_RETURN,
                    "Three probes lost their callers, and nobody got through after that: the"
                        + " permits are gone. What does onResult do with an outcome that does not"
                        + " count?")));
  }

  private static Exercise fallback() {
    return Exercise.code(
            "The last good answer",
            "In YourFallback.java, keep the last answer of a backend and give it instead of a"
                + " failure, with source fallback and its age in ms. While both backends hang, 95 %"
                + " of the callers must get an answer, and every one of those must say how old it"
                + " is.")
        .hints(
            "remember is called with every answer of a backend, on the event loop of the client.",
            "Keep the reply and the time at which it came. The constructor has a clock.",
            "instead() is Optional.ofNullable(last).map(reply -> reply.aged(ms since it came)).")
        .model(
            "Two fields, the reply and its time. What it is worth depends on the data: a price from"
                + " yesterday may do, a balance may not. Hence the age: the caller decides.")
        .check(
            ofTheClass(
                FALLBACK,
                ExercisePhases::fallback,
                Map.of(
                    ExercisePhases.TOLD,
                    "An old answer that looks like a new one is worse than an error: nobody can see"
                        + " it. Use reply.aged(ms).")));
  }

  private static Exercise rareCalls() {
    return Exercise.breakIt(
            "Rare callers",
            "Two calls a minute, all of which fail, a window over 10 s with min.calls 10. How often"
                + " does the circuit open in an hour? (And what would you use instead?)")
        .hints(
            "How many calls are in the window at any time?",
            "One. And it takes ten to judge.",
            "It never opens.")
        .model(
            "Never: 0. A breaker learns from traffic, and there is none. For rare calls a timeout"
                + " bounds the wait, and a health probe of one's own finds out in advance.")
        .check(numbers(ExercisePhases::rareCalls, near(0, "openings in an hour", "")));
  }

  private static Exercise sharedState() {
    return Exercise.design(
            "Shared breakers",
            "Should the instances of a client share the state of their breakers? What exactly, and"
                + " what never?")
        .hints(
            "Two clients may see the same backend through different networks.",
            "What happens when one client's network breaks, and it tells all others?",
            "A hint that others have opened is worth something. An order to open is not.")
        .model(
            "No by default: each client sees its own path, and sharing spreads one client's broken"
                + " network to all. Share hints about OPEN and require evidence of one's own (one"
                + " failure instead of ten: the policy gossip). Never share CLOSED.")
        .check(new Check.Comparison());
  }
}
