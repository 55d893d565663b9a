package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Ledger.Fate;
import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void acknowledgedAndNotHeldIsLost() {
    ledger.acknowledged("a");
    ledger.acknowledged("b");
    assertThat(ledger.audit(Map.of("a", 1)).lost()).containsExactly("b");
    assertThat(ledger.audit(Map.of("a", 1, "b", 0)).lost()).containsExactly("b");
    assertThat(ledger.audit(Map.of("a", 1, "b", 1)).clean()).isTrue();
  }

  @Test
  void heldTwiceIsADuplicateEvenWhenItsSenderKnowsNothing() {
    ledger.acknowledged("a");
    ledger.unknown("b");
    var audit = ledger.audit(Map.of("a", 2, "b", 2));
    assertThat(audit.duplicate()).containsExactlyInAnyOrder("a", "b");
    assertThat(audit.clean()).isFalse();
  }

  @Test
  void heldThoughRefusedOrNeverSentIsAPhantom() {
    ledger.refused("a");
    ledger.sent("b");
    assertThat(ledger.audit(Map.of("a", 1, "b", 1, "c", 1)).phantom())
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void anUnknownMayBeThereOrNot() {
    ledger.unknown("a");
    ledger.sent("b");
    ledger.unknown("c");
    var audit = ledger.audit(Map.of("a", 1, "b", 1));
    assertThat(audit.clean()).isTrue();
    assertThat(audit.appliedUnknown()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aRetryThatIsAcknowledgedDecides() {
    ledger.unknown("a");
    ledger.acknowledged("a");
    ledger.refused("a");
    assertThat(ledger.with(Fate.ACKNOWLEDGED)).containsExactly("a");
    ledger.unknown("b");
    ledger.refused("b");
    assertThat(ledger.with(Fate.UNKNOWN)).containsExactly("b");
  }

  @Test
  void aLoadFillsItByWhatItsCallersWereTold() {
    var told =
        Ledger.of(
            new Samples(
                List.of(
                    sample("ok", Outcome.SUCCESS, 201),
                    sample("conflict", Outcome.REJECTED, 409),
                    sample("overload", Outcome.ERROR, 503),
                    sample("crash", Outcome.ERROR, 500),
                    sample("late", Outcome.TIMEOUT, 0),
                    sample("cut", Outcome.FAILED, 0),
                    sample("gone", Outcome.ABORTED, 0)),
                1));
    assertThat(told.size()).isEqualTo(7);
    assertThat(told.with(Fate.ACKNOWLEDGED)).containsExactly("ok");
    assertThat(told.with(Fate.REFUSED)).containsExactlyInAnyOrder("conflict", "overload");
    assertThat(told.with(Fate.UNKNOWN)).containsExactlyInAnyOrder("crash", "late", "cut", "gone");
  }

  @Test
  void aReadIsStaleOnlyAgainstWhatWasAcknowledgedBeforeItBegan() {
    var register = new Versioned();
    register.acknowledged("k", 1, 100);
    register.acknowledged("k", 2, 200);
    register.read("k", 1, 199);
    register.read("k", 1, 200);
    register.read("k", 2, 300);
    register.read("k", 0, 50);
    register.read("unwritten", 0, 500);
    assertThat(register.staleReads()).containsExactly(new Versioned.StaleRead("k", 1, 2));
    assertThat(register.reads()).isEqualTo(5);
  }

  @Test
  void aStoreIsStaleBelowTheNewestAcknowledged() {
    var register = new Versioned();
    register.acknowledged("a", 3, 1);
    register.acknowledged("a", 2, 2);
    register.acknowledged("b", 1, 1);
    assertThat(register.stale(Map.of("a", 3L, "b", 1L))).isEmpty();
    assertThat(register.stale(Map.of("a", 2L))).containsExactly("a", "b");
  }

  private static Sample sample(String key, Outcome outcome, int status) {
    return new Sample(0, 0, 0, 1, outcome, status, key, null, null);
  }
}
