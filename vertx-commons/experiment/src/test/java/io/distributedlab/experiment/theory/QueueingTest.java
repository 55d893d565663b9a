package io.distributedlab.experiment.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueingTest {
  /** Rows of the published Erlang B traffic tables: servers, loss, erlang carried at that loss. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.01, 0.0101",
    "2, 0.01, 0.153",
    "5, 0.01, 1.361",
    "10, 0.01, 4.461",
    "20, 0.01, 12.031",
    "50, 0.01, 37.901",
    "5, 0.05, 2.219",
    "10, 0.05, 6.216",
    "20, 0.05, 15.249",
    "10, 0.001, 3.092"
  })
  void erlangBAgreesWithTheTrafficTables(int servers, double loss, double erlang) {
    assertThat(Queueing.erlangB(erlang, servers)).isCloseTo(loss, within(loss * 0.006));
  }

  @Test
  void erlangBOfASharedPoolUnderAHang() {
    assertThat(Queueing.erlangB(50.5, 20)).isCloseTo(0.616, within(0.0005));
  }

  @Test
  void erlangBOfASlidingWindowLimit() {
    assertThat(Queueing.erlangB(90, 100)).isCloseTo(0.0270, within(0.00005));
  }

  @Test
  void erlangCAgreesWithTheSumFormula() {
    assertThat(Queueing.erlangC(1, 2)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(Queueing.erlangC(10, 14)).isCloseTo(0.1741, within(0.0001));
    assertThat(Queueing.erlangC(2, 5)).isCloseTo(0.0597, within(0.0001));
    assertThat(Queueing.erlangC(5, 5)).isEqualTo(1);
  }

  @Test
  void oneServerErlangCIsItsUtilisation() {
    assertThat(Queueing.erlangC(0.7, 1)).isCloseTo(0.7, within(1e-12));
    assertThat(Queueing.waitMMc(0.7, 1, 10)).isCloseTo(10 * 0.7 / 0.3, within(1e-9));
  }

  @Test
  void constantServiceWaitsHalfAsLongAsExponential() {
    assertThat(Queueing.waitMD1(0.6, 40)).isCloseTo(30, within(1e-9));
    assertThat(Queueing.waitMG1(0.6, 40, 1)).isCloseTo(60, within(1e-9));
    assertThat(Queueing.waitMD1(1, 40)).isInfinite();
  }

  @Test
  void littlesLaw() {
    assertThat(Queueing.little(40, 0.087)).isCloseTo(3.48, within(1e-12));
  }
}
