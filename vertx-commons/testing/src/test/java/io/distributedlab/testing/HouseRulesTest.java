package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.distributedlab.goodlab.GoodVerticle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds each way to break it, and nothing in code that keeps it. */
class HouseRulesTest {
  private static final String BAD = "io.distributedlab.badlab.";

  @TestFactory
  Stream<DynamicTest> everyWayToBlockIsFound() throws ClassNotFoundException {
    return everyNestedClassBreaks("Blocks", HouseRules.NOTHING_BLOCKS);
  }

  @TestFactory
  Stream<DynamicTest> everyWayToShareStateIsFound() throws ClassNotFoundException {
    return everyNestedClassBreaks("Shares", HouseRules.NO_SHARED_STATE);
  }

  @TestFactory
  Stream<DynamicTest> everyWayToPrintIsFound() throws ClassNotFoundException {
    return everyNestedClassBreaks("Prints", HouseRules.LABS_DO_NOT_PRINT);
  }

  @TestFactory
  Stream<DynamicTest> everyWayToLitterIsFound() throws ClassNotFoundException {
    return everyNestedClassBreaks("Litters", HouseRules.TEMPORARY_FILES_HAVE_AN_OWNER);
  }

  @Test
  void aLabThatUsesAnotherLabIsFound() throws ClassNotFoundException {
    assertThat(breaches(HouseRules.DEPENDENCIES_POINT_ONE_WAY, bad("Reaches$IntoAnotherLab")))
        .isNotEmpty()
        .allSatisfy(breach -> assertThat(breach).contains("otherlab.Parts"));
  }

  @Test
  void aVerticleThatKnowsTheRunnerIsFound() throws ClassNotFoundException {
    assertThat(
            breaches(HouseRules.VERTICLES_USE_ONLY_SERVICE, bad("Reaches$AVerticleIntoTheRunner")))
        .isNotEmpty()
        .allSatisfy(breach -> assertThat(breach).contains("runner.Lab"));
  }

  @Test
  void goodCodeBreaksNoRule() {
    var classes = new ClassFileImporter().importPackagesOf(GoodVerticle.class);
    assertThat(classes).hasSizeGreaterThan(1);
    assertThat(HouseRules.ALL).allSatisfy(rule -> assertThat(breaches(rule, classes)).isEmpty());
  }

  private static Stream<DynamicTest> everyNestedClassBreaks(String outer, ArchRule rule)
      throws ClassNotFoundException {
    var nested = Class.forName(BAD + outer).getDeclaredClasses();
    assertThat(nested).isNotEmpty();
    return Arrays.stream(nested)
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getSimpleName(),
                    () -> assertThat(breaches(rule, only(type))).isNotEmpty()));
  }

  private static JavaClasses bad(String name) throws ClassNotFoundException {
    return only(Class.forName(BAD + name));
  }

  private static JavaClasses only(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  private static List<String> breaches(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
