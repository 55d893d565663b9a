package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.RunFiles;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The lab's experiment as a test of the build, in its quick form. A lab has a class that extends
 * this one; it may be empty, and is the place for the lab's mutants. Report and numbers are left in
 * {@code target/proof/}.
 */
public abstract class ProofTest {
  /** So that all labs fit in one test run. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** The lab under test. */
  protected final LabDescriptor lab =
      Lab.onClasspath().orElseThrow(() -> new AssertionError("no lab on the class path"));

  @Test
  void noClaimIsBrokenAndEveryStoryIsTold() throws IOException {
    var run = Proof.watched(lab);
    var result = run.result();
    RunFiles.write(Path.of("target", "proof"), result);
    assertThat(result.claims())
        .filteredOn(claim -> claim.verdict() == Verdict.BROKEN)
        .extracting(ProofTest::bothSides)
        .isEmpty();
    assertThat(result.claims()).isNotEmpty();
    assertThat(run.untold()).as("stories that no trace tells").isEmpty();
  }

  @Test
  void theQuickRunIsShort() {
    assertThat(lab.experiment(Settings.quick(1)).orElseThrow().length()).isLessThan(LONGEST);
  }

  private static String bothSides(ClaimResult result) {
    return "%s: %s, because it reads %s"
        .formatted(result.claim().name(), result.claim().relation(), result.readings());
  }
}
