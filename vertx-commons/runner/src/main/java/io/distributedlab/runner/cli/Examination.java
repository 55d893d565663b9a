package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Deployment;
import io.distributedlab.experiment.Progress;
import io.distributedlab.experiment.Settings;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.Ports;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.On;
import io.distributedlab.runner.exercise.Examiner;
import io.distributedlab.runner.exercise.Finding;
import io.distributedlab.runner.exercise.RemoteLab;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures what an exercise is about, on a lab started for it or on the one that runs. Its methods
 * block.
 *
 * @param fresh makes a lab that is not started yet
 * @param progress told how the measuring gets on
 * @param found told the finding as soon as there is one: a lab takes seconds to stop
 */
record Examination(
    LabDescriptor lab,
    int portOffset,
    Supplier<EmbeddedRun> fresh,
    Settings settings,
    Progress progress,
    Consumer<Finding> found) {
  /** Judges numbers that were given before. */
  Finding of(Check.Numbers check, List<Double> answers) throws InterruptedException {
    return onFreshLab(examiner -> examiner.examine(check, answers));
  }

  /**
   * Judges knobs or code.
   *
   * @throws UsageException when no lab runs though the exercise is about one
   */
  Finding of(Check.Claims check) throws InterruptedException {
    return check.on() == On.RUNNING
        ? onRunningLab(examiner -> examiner.examine(check))
        : onFreshLab(examiner -> examiner.examine(check));
  }

  private Finding onFreshLab(Function<Examiner, Future<Finding>> check)
      throws InterruptedException {
    var vertx = vertx();
    try (var run = fresh.get()) {
      run.start();
      return told(run.result(check.apply(examiner(vertx, run.lab()))));
    } finally {
      vertx.close();
    }
  }

  private Finding onRunningLab(Function<Examiner, Future<Finding>> check)
      throws InterruptedException {
    if (Ports.isFree(lab.services().getFirst().port() + portOffset)) {
      throw new UsageException(
          "%s is not running: start it in another terminal, ./lab run %s"
              .formatted(lab.title(), lab.slug()));
    }
    var vertx = vertx();
    try {
      var examined = check.apply(examiner(vertx, new RemoteLab(lab, portOffset)));
      return told(examined.toCompletionStage().toCompletableFuture().get());
    } catch (ExecutionException e) {
      throw new UsageException(
          "The running lab could not be measured (%s): is it ./lab run %s?"
              .formatted(e.getCause(), lab.slug()));
    } finally {
      vertx.close();
    }
  }

  private Finding told(Finding finding) {
    found.accept(finding);
    return finding;
  }

  private Examiner examiner(Vertx vertx, Deployment deployment) {
    return new Examiner(vertx, deployment, settings, progress);
  }

  private static Vertx vertx() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }
}
