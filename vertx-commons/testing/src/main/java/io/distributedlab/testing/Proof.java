package io.distributedlab.testing;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trial;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.TerminalReport;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.story.TraceStory;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs experiments in tests, on a lab started for each. Blocks: for test threads. A mutant, a lab
 * with one line broken, shows that a claim can fail:
 *
 * <pre>{@code
 * var mutant = lab.with("service-a", ForgetsTheTrace::new);
 * assertThat(Proof.broken(Proof.quick(mutant, "chain"))).contains("with context it is one trace");
 * }</pre>
 */
public final class Proof {
  /** The quick run's seed, so that builds differ in timing only. */
  private static final long SEED = 1;

  private static final long LIMIT_SECONDS = 180;

  private Proof() {}

  /** The lab's own experiment, quick; of named phases only, when there are names. */
  public static ExperimentResult quick(LabDescriptor lab, String... onlyPhases) {
    var settings = Settings.quick(SEED);
    var experiment = lab.experiment(settings).orElseThrow();
    var phases = onlyPhases.length == 0 ? experiment : experiment.only(onlyPhases);
    return of(lab, phases, settings, List.of()).result();
  }

  /** The lab's own experiment, quick, and what its traces did not show. */
  static Watched watched(LabDescriptor lab) {
    var settings = Settings.quick(SEED);
    return of(lab, lab.experiment(settings).orElseThrow(), settings, lab.stories());
  }

  /**
   * A run whose traces were looked at.
   *
   * @param untold stories that no trace has told, and what was missing
   */
  record Watched(ExperimentResult result, List<String> untold) {}

  /** Names of the claims that are broken, in the order of the experiment. */
  public static List<String> broken(ExperimentResult result) {
    return result.claims().stream()
        .filter(claim -> claim.verdict() == Verdict.BROKEN)
        .map(claim -> claim.claim().name())
        .toList();
  }

  private static Watched of(
      LabDescriptor lab, Experiment experiment, Settings settings, List<TraceStory> stories) {
    var running = RunningLab.start(lab);
    var vertx = Vertx.vertx();
    try (var watch = new StoryWatch(stories, running.store())) {
      var result =
          Trial.run(vertx, experiment, running.deployment(), settings, watch)
              .toCompletionStage()
              .toCompletableFuture()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      System.out.println(new TerminalReport(false).of(result));
      return new Watched(result, watch.untold());
    } catch (Exception e) {
      throw new AssertionError("the experiment could not be run", e);
    } finally {
      vertx.close();
      running.stop();
    }
  }
}
