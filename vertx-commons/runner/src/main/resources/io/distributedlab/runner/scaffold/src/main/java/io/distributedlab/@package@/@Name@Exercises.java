package io.distributedlab.@package@;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.numbers;

import io.distributedlab.runner.exercise.Exercise;
import java.util.List;

/** What there is to do. */
final class @Name@Exercises {
  static final List<Exercise> ALL = List.of(calls());

  private @Name@Exercises() {}

  private static Exercise calls() {
    return Exercise.predict(
            "One request, many requests",
            "One request comes in at @entry@. How many HTTP requests do the services of this lab answer for it, together?")
        .hints(
            "Every service answers what it is asked.",
@if bus@
            "Count the arrows in the README's picture, the caller's too. Not all are HTTP.",
@else@
            "Count the arrows in the README's picture, the caller's too.",
@end@
            "lab_http_server_requests_seconds_count under /metrics of each service tells.")
@if bus@
        .model("@calls@: one for each service, but for @second@, which is asked over the event bus.")
@else@
        .model("@calls@: one for each service.")
@end@
        .check(numbers(@Name@Experiment::calls, near(0.1, @Name@Experiment.CALLS, "")));
  }
}
