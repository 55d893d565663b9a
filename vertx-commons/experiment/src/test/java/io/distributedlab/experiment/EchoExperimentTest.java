package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The experiment of the echo chain, run as a lab's proof test would run it. */
@ExtendWith(VertxExtension.class)
class EchoExperimentTest {
  @Test
  void noClaimIsBroken(Vertx vertx, VertxTestContext test) {
    var settings = Settings.quick(42);
    EchoLab.start()
        .compose(
            lab ->
                Trial.run(vertx, EchoExperiment.define(settings), lab, settings, Progress.SILENT)
                    .eventually(lab::stop))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          result
                              .claims()
                              .forEach(
                                  c ->
                                      System.out.println(
                                          c.verdict()
                                              + " "
                                              + c.claim().name()
                                              + " "
                                              + c.readings()
                                              + " "
                                              + c.why()));
                          result
                              .measures()
                              .forEach(
                                  m ->
                                      System.out.println(
                                          m.name()
                                              + " "
                                              + m
                                              + " predicted "
                                              + m.predicted()
                                              + " n="
                                              + m.samples()));
                          System.out.println(result.calibration() + " " + result.took());
                          assertThat(result.claims()).noneMatch(c -> c.verdict() == Verdict.BROKEN);
                          assertThat(result.leftOut()).hasSize(2);
                          test.completeNow();
                        })));
  }
}
