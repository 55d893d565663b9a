package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  @Test
  void aRelayNeedsItsOwnWorkAndThatBehindIt() {
    assertThat(Admission.relayedMs(50, 450, 50)).isEqualTo(550);
  }

  /** S = 200 ms and 8 slots: the queue moves on every 25 ms. */
  @ParameterizedTest
  @CsvSource({"0, 275", "1, 300", "16, 675", "17, 700"})
  void aQueueNeedsATurnForEachWaitingOne(int queued, double needed) {
    assertThat(Admission.queuedMs(queued, 8, 200, 50)).isEqualTo(needed);
  }
}
