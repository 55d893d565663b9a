package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.report.PlainProgress;
import io.distributedlab.experiment.report.RunFiles;
import io.distributedlab.experiment.report.TerminalReport;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.IOException;
import java.nio.file.Path;
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
                Trial.run(
                        vertx,
                        EchoExperiment.define(settings),
                        lab,
                        settings,
                        new PlainProgress(System.out))
                    .eventually(lab::stop))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          write(result);
                          assertThat(result.claims()).noneMatch(c -> c.verdict() == Verdict.BROKEN);
                          assertThat(result.leftOut()).hasSize(2);
                          test.completeNow();
                        })));
  }

  private static void write(ExperimentResult result) throws IOException {
    System.out.println(new TerminalReport(false).of(result));
    RunFiles.write(Path.of("target", "echo-experiment"), result);
  }
}
