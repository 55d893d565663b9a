package io.distributedlab.week45;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about consumers with one line broken. */
class Week45ProofTest extends ProofTest {
  @Test
  void aCommitPastAnUncompletedOffsetLosesOrders() {
    var broken = Parts.SOUND.withTracker(OffsetTrackerTest.CommitsTheLatest::new);
    assertThat(brokenBy(broken, "crash bounded")).contains("bounded loses nothing in a crash");
  }

  @Test
  void aConsumerThatIgnoresTheHighMarkHoldsEverything() {
    var broken = Parts.SOUND.withWatermark(IgnoresTheHighMark::new);
    assertThat(brokenBy(broken, "crash bounded"))
        .contains("and never holds more than the high mark and a poll");
  }

  @Test
  void aPauseThatStopsThePollingIsAnEviction() {
    var broken =
        Parts.SOUND.withDesigns(
            (mode, tools) ->
                mode == ConsumerMode.BOUNDED
                    ? new DeafWhilePaused(tools)
                    : PollSide.of(mode, tools));
    assertThat(brokenBy(broken, "slow batches bounded"))
        .contains("bounded keeps its membership, also while it is paused");
  }

  private static List<String> brokenBy(Parts parts, String phase) {
    return Proof.broken(Proof.quick(new Week45Lab(parts).descriptor(), phase));
  }

  private static final class IgnoresTheHighMark extends Watermark {
    @Override
    boolean full(int held, int high, int low) {
      return false;
    }
  }

  private static final class DeafWhilePaused extends Bounded {
    DeafWhilePaused(Tools tools) {
      super(tools);
    }

    @Override
    public boolean stopsPollingWhenPaused() {
      return true;
    }
  }
}
