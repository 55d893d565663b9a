package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Peer;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about chains with one line broken. */
class Week51ProofTest extends ProofTest {
  @Test
  void aHopThatPassesTheBudgetOnUndiminishedLetsWorkGoOn() {
    var result = quick(DeadlineVariant.ENFORCE, new Undiminished(), "doomed enforce");
    assertBroken(result, "an enforced deadline ends the work");
  }

  @Test
  void aDepartureThatNobodyHearsCancelsNothing() {
    var result = quick(DeadlineVariant.CANCEL, new Enforce(), "early cancel");
    assertBroken(result, "a cancelled call ends the work behind it");
  }

  @Test
  void anAdmissionThatIgnoresTheQueueRefusesLate() {
    var result = quick(DeadlineVariant.ADMIT, new BlindToTheQueue(), "overload admit");
    assertBroken(result, "who is refused knows it early");
  }

  @Test
  void anAbortThatKeepsItsSlotIsFoundAfterThePhase() {
    var result = quick(DeadlineVariant.ENFORCE, new KeepsItsSlot(), "doomed enforce");
    assertBroken(result, "after every phase the services come to rest");
  }

  private static ExperimentResult quick(
      DeadlineVariant variant, DeadlinePolicy mutant, String phase) {
    var broken = new Week51Lab(v -> v == variant ? mutant : DeadlinePolicy.of(v));
    return Proof.quick(broken.descriptor(), phase);
  }

  /** A timing claim that fails on a machine that is noisy just then is inconclusive. */
  private static void assertBroken(ExperimentResult result, String claim) {
    var judged =
        result.claims().stream()
            .filter(one -> one.claim().name().equals(claim))
            .findFirst()
            .orElseThrow();
    assertThat(judged.reading().holds()).as("%s: %s", claim, judged.reading()).isFalse();
    assertThat(judged.verdict()).isIn(Verdict.BROKEN, excused(judged));
  }

  private static Verdict excused(ClaimResult judged) {
    return judged.claim().kind() == Claim.Kind.TIMING && judged.why().contains("noisy")
        ? Verdict.INCONCLUSIVE
        : Verdict.BROKEN;
  }

  private static final class Undiminished extends Enforce {
    @Override
    public Peer tell(Peer next, Visit visit) {
      var received = Objects.requireNonNull(visit.budget().received());
      return next.header(Deadline.HEADER, String.valueOf(received.toMillis()));
    }
  }

  private static final class BlindToTheQueue extends Cancel {
    @Override
    public void check(Visit visit) {
      super.check(visit);
      var needed = visit.station().local().millis();
      if (visit.phase() == Phase.QUEUED && visit.remainingMs() < needed) {
        throw Lateness.insufficient(visit, needed);
      }
    }
  }

  private static final class KeepsItsSlot extends Enforce {
    @Override
    public void guard(Visit visit) {
      super.guard(visit);
      visit.station().slots().ifPresent(slots -> slots.enter(() -> {}));
    }
  }
}
