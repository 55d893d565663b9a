package io.distributedlab.base;

import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;
import static io.distributedlab.runner.exercise.Check.onTheRunningLab;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about the chain and its telemetry. */
final class EchoExercises {
  private static final String STEPS = "io/distributedlab/base/YourSteps.java";
  private static final String AUDIT = "io/distributedlab/base/YourAudit.java";

  static final List<Exercise> ALL =
      List.of(chain(), slow(), fanout(), overlap(), grown(), orphan(), half(), tail());

  private EchoExercises() {}

  private static Exercise chain() {
    return Exercise.predict(
            "The sum of two hops",
            "Service-a works 30 to 70 ms, then service-b 20 to 50, both uniformly and"
                + " independently. What are p50 and p99 of the chain, in ms? What a request takes"
                + " when nobody works is measured first and taken away. Solved within 10 %.")
        .hints(
            "The middle of a sum of two symmetric times is the sum of their middles. Its p99 is not"
                + " the sum of two p99.",
            "The sum is 50 to 120. Near 120 its distribution is a corner: P(sum > 120 - x) = x^2 /"
                + " (2 x 40 x 30).",
            "x^2 / 2400 = 0.01, so x is 4.9.")
        .model(
            "85 and 115 ms. What is measured beyond it is timers that are a millisecond late, and"
                + " the calls over HTTP, as far as they take longer than when nobody works. The sum"
                + " of the two p99 would be 119: that both hops are slow at once is rarer than"
                + " 1 %.")
        .check(
            numbers(
                ExercisePhases::chain,
                within(0.1, "chain p50", "ms"),
                within(0.1, "chain p99", "ms")));
  }

  private static Exercise slow() {
    return Exercise.tune(
            "Find the slow one",
            "Start the lab (./lab run base) and have one service made slow without looking which:"
                + " curl -s -o /dev/null -X PUT -H 'Content-Type: application/json' -d"
                + " '{\"latency_ms\":150}' http://localhost:800$((RANDOM % 3))/admin/faults. Find"
                + " it by traces alone (:7070/admin/traces), and take the fault from that service"
                + " with latency_ms 0. Solved when the chain's p50 is that of before.")
        .hints(
            "A span that takes long may only be waiting. Which one takes long by itself?",
            "Subtract from each server span the spans below it: its work, and its call of the next"
                + " service. 150 ms are left in one of the three.",
            "Between a call (GET service-a, in the caller) and the server span that it causes lies"
                + " the network, and the latency that was injected before the work.")
        .model(
            "The service whose own time, its server span less its children, is 150 ms longer than"
                + " its work. The gateway's span is long in any case: it waits for all. A metric"
                + " would say that the chain is slow; the trace says where.")
        .check(onTheRunningLab(ExercisePhases::mended));
  }

  private static Exercise fanout() {
    return Exercise.predict(
            "The slower of two",
            "The gateway asks both services at once and waits for both (variant fanout). What are"
                + " p50 and p99 now, in ms, without what a request takes when nobody works? Solved"
                + " within 10 %.")
        .hints(
            "It takes as long as the slower one. Both are faster than t with probability P(A < t)"
                + " P(B < t).",
            "Below 50 ms that is (t - 30)/40 x (t - 20)/30; above 50 service-b is done for certain.",
            "At t = 50 it is just 0.5. The p99 is that of service-a alone.")
        .model(
            "50 and 69.6 ms. From 50 ms on service-b does not matter, so p99 is the p99 of"
                + " service-a, to the millisecond. A fan-out is as slow as its slowest branch, and"
                + " a faster second branch buys nothing.")
        .check(
            numbers(
                ExercisePhases::fanout,
                within(0.1, "fanout p50", "ms"),
                within(0.1, "fanout p99", "ms")));
  }

  private static Exercise overlap() {
    return Exercise.code(
            "Overlap",
            "In YourSteps.java let service-a work and call service-b at the same time. The p50,"
                + " without what a request takes when nobody works, must fall below 62 ms, each"
                + " answer must wait for both, and each request must still be one whole trace with"
                + " one root.")
        .hints(
            "compose begins the second when the first is done. Begin both.",
            "own.get() begins it and gives its Future at once.",
            "var a = own.get(); var b = below.get(); return Future.all(a, b).map(both ->"
                + " Chain.of(a.result(), b.result())).")
        .model(
            "Both are begun, then Future.all waits for them: the p50 is that of the slower, 50 ms,"
                + " as in a fan-out. The trace has two children side by side. It"
                + " works because neither step needs the other's result; that is all that"
                + " concurrency needs.")
        .check(
            ofTheClass(
                STEPS,
                ExercisePhases::overlap,
                Map.of(
                    ExercisePhases.OVERLAPS,
                    "85 ms is the sum of both: the second is begun when the first is done.",
                    ExercisePhases.WAITS,
                    "Some answers came before service-b had worked. Beginning is not waiting:"
                        + " Future.all does.")));
  }

  private static Exercise grown() {
    return Exercise.tune(
            "A fourth service",
            "Put a service-c behind service-b: a verticle, a line in EchoChainLab, a panel in"
                + " EchoPanels, a service in docker-compose.yml; ./lab generate base writes the"
                + " dashboard. Then start the lab. Solved when a trace has four services.")
        .hints(
            "ServiceBVerticle is what service-c looks like: it asks nobody.",
            "Service-b then does what service-a does: its own work, then"
                + " service.client(\"service-c\").get(\"/process\").",
            ".service(\"service-c\", 8003, ServiceCVerticle::new) in EchoChainLab, and in the"
                + " compose file a copy of service-b with its name and port.")
        .model(
            "A copy of ServiceBVerticle as ServiceCVerticle, and in service-b a call of it, within"
                + " the deadline that came. Nothing has to be done for the trace: client and server"
                + " pass it on. ./lab test base says what the descriptor, the compose file and the"
                + " dashboard disagree about.")
        .check(onTheRunningLab(ExercisePhases::grown));
  }

  private static Exercise orphan() {
    return Exercise.code(
            "The line without a trace",
            "Under the variant yours, service-a writes a line 'hop audited' for each request, from"
                + " a thread that has left the Vert.x context, and the line has no trace id. In"
                + " YourAudit.java bring it back, without passing the id by hand. The checksum may"
                + " stay off the event loop. Solved when each request has its line.")
        .hints(
            "The trace is kept by the context, not by the thread. Where is the context lost?",
            "Compute there, log here. Future.fromCompletionStage has a second parameter.",
            "Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> Checksum.of(worked)),"
                + " vertx.getOrCreateContext()).onSuccess(checksum -> log(worked, checksum))"
                + ".mapEmpty().")
        .model(
            "The checksum is supplied by the other thread; fromCompletionStage with the context of"
                + " the request brings the result back to it, and there the line is written."
                + " Whoever leaves the context loses the trace, and everything else that belongs to"
                + " the request.")
        .check(
            ofTheClass(
                AUDIT,
                ExercisePhases::audit,
                Map.of(
                    ExercisePhases.NO_ORPHAN,
                    "These lines were written where nobody knows the request.",
                    ExercisePhases.WRITTEN,
                    "Each request needs one line, with its own trace id.")));
  }

  private static Exercise half() {
    return Exercise.breakIt(
            "Half a trace",
            "In Signals (vertx-commons/service) take Sampler.parentBased away, and in service-b"
                + " call service.telemetry().sample(0.25) at the start, while the others sample"
                + " all. Look at :7070/admin/traces: which share lacks service-b? Then give all"
                + " three services the same ratio. What has become of the damage, and why?")
        .hints(
            "Each service now decides for itself, by the trace id and its own ratio.",
            "A ratio sampler keeps a trace when its id, as a number, is below a bound. All services"
                + " see the same id.",
            "Three of four at first. With the same ratio: none.")
        .model(
            "Three of four traces lack service-b. With one ratio everywhere the same id gives the"
                + " same decision, so traces are whole again, by arithmetic and not by agreement:"
                + " one service with another ratio or another sampler breaks it. Decide once, at"
                + " the entry, and pass the decision on: that is what parentBased does.")
        .check(new Check.Comparison());
  }

  private static Exercise tail() {
    return Exercise.design(
            "Keep the errors",
            "Keep every trace with an error, but only 1 % of the good ones. Why can the gateway not"
                + " decide this? What can, what must it buffer and for how long, and how do all"
                + " spans of one trace reach the same instance of it? Which spans are lost all the"
                + " same?")
        .hints(
            "When does one know that there was an error?",
            "Somebody has to wait for the whole trace.",
            "The collector: a decision window, memory for it, and a rule by trace id.")
        .model(
            "Head sampling decides before the outcome is known. Tail sampling in the collector does"
                + " it: all spans are sent, buffered by trace id for a decision window, say 10 s,"
                + " and kept or dropped together. With several collectors a load-balancing exporter"
                + " in front sends one trace id to one of them. It costs memory for the window"
                + " (spans a second x size x window), and spans that come after the window are"
                + " lost, or are judged alone.")
        .check(new Check.Comparison());
  }
}
