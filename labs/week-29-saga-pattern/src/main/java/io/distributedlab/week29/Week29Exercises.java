package io.distributedlab.week29;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about sagas. */
final class Week29Exercises {
  private static final String CONTRACT = "io/distributedlab/week29/YourContract.java";
  private static final String SAGA = "io/distributedlab/week29/YourSaga.java";

  static final List<Exercise> ALL =
      List.of(
          lostReplies(), recovery(), refusal(), contract(), points(), noRefund(), pivot(), price());

  private Week29Exercises() {}

  private static Exercise lostReplies() {
    return Exercise.predict(
            "Lost replies",
            "200 orders of the variant naive. Payment charges, and loses three answers in ten; there"
                + " is no other fault. How many orders are completed, how many are compensated, and"
                + " how many customers are charged for nothing? Solved within 40 %.")
        .hints(
            "What does a naive saga make of a charge that does not answer in time?",
            "It counts as not done. So the saga turns back; what does it undo, and what not?",
            "It releases the stock and does not refund, because it has no answer to refund by."
                + " 0.7 and 0.3 of 200, and the 0.3 have paid.")
        .model(
            "140, 60 and 60: every lost answer is a customer who has paid for nothing. No answer is"
                + " not a no. A saga that knows this asks again with the same key, or cancels the"
                + " command whose answer it never saw.")
        .check(
            numbers(
                ExercisePhases::lostReplies,
                within(0.4, Outcomes.COMPLETED, ""),
                within(0.4, Outcomes.COMPENSATED, ""),
                within(0.4, Outcomes.ORPHANS, "")));
  }

  private static Exercise recovery() {
    return Exercise.predict(
            "A saga recovered",
            "The orchestrator of one order (durable-lock) is killed when it has sent the charge and"
                + " has no answer yet; a new one starts. Afterwards, how many attempts of the charge"
                + " are in its log, how many lines does the bank have for this order, and how often"
                + " was the saga recovered?")
        .hints(
            "What is in the log before a command is sent? Read DurableWorker, from ask on.",
            "The intent is. So the next worker finds it, with a number for the command that it can"
                + " compute again, and sends the command once more.",
            "Two attempts of one command: the bank has the first, and replays its answer to the"
                + " second.")
        .model(
            "2, 1 and 1. The log shows a second attempt of the same cmd_id, the trace a span"
                + " step.charge with replayed=true and the event recovered by worker-N: it died"
                + " after the send and before the answer was noted. Do it yourself: set"
                + " point.charge.after-send to crash at the orchestrator's /admin/faults, and read"
                + " GET /orders/ID/saga.")
        .check(
            numbers(
                ExercisePhases::recovery,
                near(0, OneSaga.ATTEMPTS, ""),
                near(0, OneSaga.CHARGES, ""),
                near(0, OneSaga.RECOVERIES, "")));
  }

  private static Exercise refusal() {
    return Exercise.predict(
            "The way back",
            "Shipping refuses an order of the variant durable-lock. Which place has the refund among"
                + " the compensations, 1 for the first? Which place has the release of the stock?"
                + " And how many shipments are there to be cancelled?")
        .hints(
            "Which step was done last?",
            "Backwards: what was done last is undone first. A refusal is a definite no.",
            "Refund, release, and nothing was shipped.")
        .model(
            "1, 2 and 0. Backwards, because a later step may rest on an earlier one: stock that is"
                + " released while the money is still here could be sold to somebody else, and a"
                + " saga that fails in between would have taken money without stock behind it. What"
                + " was refused was not done, so there is nothing to cancel.")
        .check(
            numbers(
                ExercisePhases::refusal,
                near(0, OneSaga.REFUND, ""),
                near(0, OneSaga.RELEASE, ""),
                near(0, OneSaga.SHIPMENTS, "")));
  }

  private static Exercise contract() {
    return Exercise.code(
            "At most once",
            "YourContract.java executes commands of the variant yours: it looks whether the command"
                + " is known, does the work, and notes the command, in three transactions. Commands"
                + " may come twice at once, and work may fail before it is committed. Make it"
                + " execute every command once: nobody is charged twice, and no order completes that"
                + " nobody has paid for.")
        .hints(
            "Two of the same command come at once. What does the second one see when it looks?",
            "Note first, then do: insert() waits for another who inserts the same command, and says"
                + " whether this one was first.",
            "One transaction for all: insert; if it was first, Refusable.run and keep; if not,"
                + " find and before. If the work fails, the note goes with it.")
        .model(
            "As Operations does it: insert, work and result in one transaction. The primary key of"
                + " ops lets one of two commands in and holds the other until the first has"
                + " committed; a failure takes the note back together with the work, so that the"
                + " next attempt does both.")
        .check(
            ofTheClass(
                CONTRACT,
                ExercisePhases::contract,
                Map.of(
                    ExercisePhases.ONCE,
                    "Two of one command came at once, both looked, both found nothing. The note has"
                        + " to be there before the work, and has to make the second one wait.",
                    ExercisePhases.MONEY,
                    "An order was shipped that nobody has paid for. Its charge failed after the"
                        + " command was noted, and the next attempt found the note. Note and work"
                        + " belong into one transaction.",
                    ExercisePhases.SERVED,
                    "Some orders did not get through, though shipping takes them all and every"
                        + " failure passes. What does a second attempt of a command get?")));
  }

  private static Exercise points() {
    return Exercise.code(
            "A step more",
            "In YourSaga.java, add a step to the saga: whoever has bought something gets loyalty"
                + " points from payment, once. Nothing takes them back. Payment fails half of the"
                + " time, and shipping refuses three orders in ten: every order that completes must"
                + " have its points, once, and no other order any.")
        .hints(
            "What cannot be undone belongs behind the step after which there is no way back.",
            "Behind the pivot, and before the step with which the saga ends. SagaDefinition has a"
                + " method with(n, step).",
            "SagaDefinition.LOCKED.with(4, new Step(\"points\", \"payment\", \"/points\", null,"
                + " null, List.of(\"saga_id\", \"customer_id\", \"amount\"), SagaState.SHIPPED)).")
        .model(
            "The step of the last hint, as number 4 or 5. Behind the pivot it cannot be turned back"
                + " and is tried until it is done; its command has the same id in every attempt, so"
                + " the points are given once. One line: the machinery was there.")
        .check(
            ofTheClass(
                SAGA,
                ExercisePhases::points,
                Map.of(
                    ExercisePhases.POINTS,
                    "Somebody has bought and has no points. Is the step in the definition, and does"
                        + " it come before the saga ends? It ends with confirm-order.",
                    ExercisePhases.NO_GIFTS,
                    "Somebody has points whose order was cancelled. Until the pivot is done a saga"
                        + " can turn back, and points cannot.",
                    ExercisePhases.ENDS,
                    "A saga is still under way. Behind the pivot a step is tried until it is done:"
                        + " does yours send what payment asks for?")));
  }

  private static Exercise noRefund() {
    return Exercise.breakIt(
            "No way back",
            "Ten orders (durable-lock) are charged. Then payment goes down for good, and shipping"
                + " refuses all ten: no saga can go on, and none can be undone. How many of them"
                + " become COMPENSATED, and how many NEEDS_ATTENTION? What would you do about them?")
        .hints(
            "COMPENSATED says that everything was undone. Was it?",
            "A compensation is tried again for ever. After park_after tries people are called.",
            "None, and all ten.")
        .model(
            "0 and 10. A saga that cannot be undone must not say that it was. It is still tried,"
                + " slowly, and goes on by itself when payment is back; until then somebody has to"
                + " know: an alert on saga_parked, a list (GET /sagas?state=needs-attention), and"
                + " the right to decide by hand.")
        .check(
            numbers(
                ExercisePhases::noRefund,
                near(0, NoRefund.COMPENSATED, ""),
                near(0, NoRefund.PARKED, "of " + NoRefund.ORDERS)));
  }

  private static Exercise pivot() {
    return Exercise.design(
            "The pivot",
            "Where in a saga does the pivot belong? Order these: reserve a seat, charge the card,"
                + " print the ticket, send the e-mail.")
        .hints(
            "Which of them can be undone, and what does that cost?",
            "Which of them may refuse? Behind the pivot nothing may.",
            "What can least be undone and may still refuse is the pivot.")
        .model(
            "Reserve, charge, print, e-mail, and printing is the pivot: it can fail for good (no"
                + " paper), and a ticket that is out cannot be called back. Before it what is cheap"
                + " and can be undone, after it what cannot fail for good. The e-mail comes last,"
                + " because nothing compensates it.")
        .check(new Check.Comparison());
  }

  private static Exercise price() {
    return Exercise.predict(
            "The price",
            "How many write transactions does one healthy order cost all databases together, with"
                + " durable-lock, and with choreography? A savepoint in which something is written"
                + " counts as one. Solved within 35 %.")
        .hints(
            "durable-lock: five commands. What is written before one is sent, what by its receiver,"
                + " and what after its answer?",
            "Intent, work, outcome: three for each, and a savepoint for each that goes to a"
                + " participant. Choreography: an event is taken in one transaction with a"
                + " savepoint, and noted as sent in another.",
            "5 x 3 + 4 savepoints, and the order, its handover, the saga and its claim: 23. Five"
                + " events, three each, and the order: 16.")
        .model(
            "22.5 and 16 were measured: 5 x 3 + 4 for the commands and 4 around them, less what one"
                + " write of many sagas at once saves; 5 x 3 + 1 for the events. Messages: six"
                + " requests (the handover, five commands) against five events, each with an answer."
                + " What the log costs buys an answer: SELECT state FROM saga WHERE order_id = ..."
                + " says where order 17 is. With choreography four services have to be asked.")
        .check(
            numbers(
                ExercisePhases::price,
                within(0.35, HealthyOrders.price(Variant.DURABLE_LOCK), ""),
                within(0.35, HealthyOrders.price(Variant.CHOREOGRAPHY), "")));
  }
}
