package io.distributedlab.runner.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabNameTest {
  @ParameterizedTest
  @CsvSource({
    "my-chain, MyChain, mychain, My Chain",
    "aa, Aa, aa, Aa",
    "a--1b, A1b, a1b, A 1b",
    "new, New, newlab, New",
    "service, Service, servicelab, Service"
  })
  void whatIsCalledAfterIt(String folder, String className, String packageName, String title) {
    var name = new LabName(folder);
    assertThat(name.className()).isEqualTo(className);
    assertThat(name.packageName()).isEqualTo(packageName);
    assertThat(name.title()).isEqualTo(title);
  }
}
