package io.distributedlab.week46;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes fresh keys and reads each at once: does a client of one coordinator read its writes? */
final class SelfCheck {
  static final Knob<Integer> ITERATIONS =
      Knob.integer("iterations", 20, 1, 1000, "keys that are written and read");

  private static final int ERRORS = 10;

  /**
   * @param matchRate of the reads that succeeded, those that returned what was written; 1 when none
   *     did
   * @param errors of the first {@value #ERRORS} operations that failed or did not match
   */
  record Report(
      int iterations,
      int writes,
      int reads,
      int matches,
      double matchRate,
      double meanWriteMs,
      double meanReadMs,
      List<String> errors) {}

  private final Operations operations;
  private final Random random;

  SelfCheck(Operations operations, Random random) {
    this.operations = operations;
    this.random = random;
  }

  Future<Report> run(Strategy strategy, int iterations) {
    var tally = new Tally();
    Future<Void> all = Future.succeededFuture();
    for (int i = 0; i < iterations; i++) {
      all = all.compose(done -> once(strategy, tally));
    }
    return all.map(done -> tally.report(iterations));
  }

  private Future<Void> once(Strategy strategy, Tally tally) {
    var key = "check-" + Long.toHexString(random.nextLong());
    return operations
        .write(strategy, key, key)
        .onSuccess(tally::wrote)
        .compose(written -> operations.read(strategy, key))
        .onSuccess(tally::read)
        .<Void>mapEmpty()
        .recover(failure -> tally.failed(key, failure));
  }

  private static final class Tally {
    private final List<String> errors = new ArrayList<>();
    private int writes;
    private int reads;
    private int matches;
    private double writeMs;
    private double readMs;

    void wrote(Answer.Write answer) {
      writes++;
      writeMs += answer.latencyMs();
    }

    void read(Answer.Read answer) {
      reads++;
      readMs += answer.latencyMs();
      if (answer.key().equals(answer.value())) {
        matches++;
      } else {
        note(answer.key() + ": read " + answer.value() + " at " + answer.version());
      }
    }

    /** Counted, and no reason to stop, unless the strategy cannot work at all. */
    Future<Void> failed(String key, Throwable failure) {
      var problem = Problem.from(failure);
      if (!problem.isFault()) {
        return Future.failedFuture(problem);
      }
      note(key + ": " + problem.detail());
      return Future.succeededFuture();
    }

    Report report(int iterations) {
      return new Report(
          iterations,
          writes,
          reads,
          matches,
          reads == 0 ? 1 : matches / (double) reads,
          mean(writeMs, writes),
          mean(readMs, reads),
          List.copyOf(errors));
    }

    private static double mean(double sumMs, int count) {
      return count == 0 ? 0 : Math.round(sumMs / count * 1e3) / 1e3;
    }

    private void note(String error) {
      if (errors.size() < ERRORS) {
        errors.add(error);
      }
    }
  }
}
