package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.PlainProgress;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Examiner;
import io.distributedlab.runner.exercise.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Exercises of a lab, checked as {@code ./lab check} does it: the stub must fail, the solution
 * pass, and the fix that comes to mind first be told what it misses. One lab is started for the
 * whole class, so the lab under test takes what changes from the test: a reference to the learner's
 * class, not the class.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ExerciseTest {
  private static final long SEED = 1;
  private static final long LIMIT_SECONDS = 120;

  private final LabDescriptor lab;
  private final Vertx vertx = Vertx.vertx();
  private final Map<Integer, Future<ExperimentResult>> measured = new HashMap<>();
  private @Nullable RunningLab running;

  /**
   * @param lab with the learner's classes replaced by what the test says
   */
  protected ExerciseTest(LabDescriptor lab) {
    this.lab = lab;
  }

  @BeforeAll
  final void start() {
    running = RunningLab.start(lab);
  }

  @AfterAll
  final void stop() {
    running().stop();
    vertx.close();
  }

  private RunningLab running() {
    return Objects.requireNonNull(running, "started before all tests");
  }

  /** Sets knobs as a learner does. */
  protected final void knobs(String service, String json) {
    assertThat(running().put(service, "/admin/knobs", json).statusCode()).isEqualTo(200);
  }

  /** Sets faults as a learner does. */
  protected final void faults(String service, String json) {
    assertThat(running().put(service, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  /** What becomes of these numbers, or without any of the knobs and classes as they are. */
  protected final Finding check(int exercise, double... answers) {
    var examiner =
        new Examiner(
            vertx, running().deployment(), Settings.quick(SEED), new PlainProgress(System.out));
    var finding =
        switch (lab.exercises().get(exercise - 1).check()) {
          case Check.Numbers numbers ->
              measured(exercise, numbers, examiner)
                  .map(
                      result ->
                          Examiner.judge(numbers, Arrays.stream(answers).boxed().toList(), result));
          case Check.Claims claims -> examiner.examine(claims);
          case Check.Comparison comparison ->
              throw new IllegalArgumentException("nothing measures exercise " + exercise);
        };
    try {
      var found =
          finding.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      System.out.println(words(found));
      return found;
    } catch (Exception e) {
      throw new AssertionError("exercise " + exercise + " could not be checked", e);
    }
  }

  /** Numbers are measured once: right and wrong answers are judged by the same. */
  private Future<ExperimentResult> measured(
      int exercise, Check.Numbers numbers, Examiner examiner) {
    return measured.computeIfAbsent(exercise, first -> examiner.measure(numbers));
  }

  protected final void assertSolved(int exercise, double... answers) {
    var finding = check(exercise, answers);
    assertThat(finding.verdict()).as(words(finding)).isEqualTo(Verdict.HOLDS);
  }

  protected final void assertUnsolved(int exercise, double... answers) {
    var finding = check(exercise, answers);
    assertThat(finding.verdict()).as(words(finding)).isEqualTo(Verdict.BROKEN);
  }

  /** Rejected, and told all of this. */
  protected final void assertRejected(int exercise, String... advice) {
    var finding = check(exercise);
    assertThat(finding.verdict()).as(words(finding)).isEqualTo(Verdict.BROKEN);
    assertThat(words(finding)).contains(advice);
  }

  private static String words(Finding finding) {
    return String.join("\n", finding.lines());
  }
}
