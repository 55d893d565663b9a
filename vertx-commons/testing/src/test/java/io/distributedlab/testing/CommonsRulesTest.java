package io.distributedlab.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** The common modules keep the rules they are made for. */
class CommonsRulesTest {
  private static final JavaClasses SERVICE = HouseRules.classesOf("io.distributedlab.service");
  private static final JavaClasses EXPERIMENT =
      HouseRules.classesOf("io.distributedlab.experiment");
  private static final JavaClasses RUNNER = HouseRules.classesOf("io.distributedlab.runner");

  @Test
  void dependenciesPointOneWay() {
    assertThat(SERVICE).isNotEmpty();
    assertThat(EXPERIMENT).isNotEmpty();
    assertThat(RUNNER).isNotEmpty();
    HouseRules.DEPENDENCIES_POINT_ONE_WAY.check(SERVICE);
    HouseRules.DEPENDENCIES_POINT_ONE_WAY.check(EXPERIMENT);
    HouseRules.DEPENDENCIES_POINT_ONE_WAY.check(RUNNER);
    HouseRules.DEPENDENCIES_POINT_ONE_WAY.check(HouseRules.classesOf("io.distributedlab.testing"));
  }

  @Test
  void whatVerticlesUseNeverBlocks() {
    HouseRules.NOTHING_BLOCKS.check(SERVICE);
  }

  /** The page and the command line share what is below both. */
  @Test
  void thePageKnowsNothingOfTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage("..runner.page..", "..runner.exercise..", "..runner.proof..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "..runner.cli..")
        .check(RUNNER);
  }

  @Test
  void noStateIsSharedBetweenServices() {
    HouseRules.NO_SHARED_STATE.check(SERVICE);
    HouseRules.NO_SHARED_STATE.check(EXPERIMENT);
    HouseRules.NO_SHARED_STATE.check(RUNNER);
  }
}
