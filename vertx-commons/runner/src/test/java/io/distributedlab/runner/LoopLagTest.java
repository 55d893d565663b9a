package io.distributedlab.runner;

import static io.distributedlab.experiment.Verdict.BROKEN;
import static io.distributedlab.experiment.Verdict.HOLDS;
import static io.distributedlab.experiment.Verdict.INCONCLUSIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Progress;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trial;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine's own claim that no service blocks its event loop, on real services. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class LoopLagTest {
  private static final int OFFSET = 16_400;
  private static final Duration LENGTH = Duration.ofMillis(2500);

  private static final LabDescriptor LAB =
      LabDescriptor.lab(0, "blocking-lab", "Blocking")
          .service("waiter", 7020, Waiter::new)
          .service("idle", 7021, Waiter::new)
          .build();

  @Test
  void aServiceThatBlocksItsLoopBreaksTheClaim(Vertx vertx) throws Exception {
    var claim = prove(vertx, asking("/block"));
    assertThat(claim.reading().measured()).isGreaterThan(0.1);
    assertThat(claim.why()).contains("loops of waiter, most in phase asking");
    assertThat(claim.verdict()).isIn(BROKEN, INCONCLUSIVE);
    if (claim.verdict() == INCONCLUSIVE) {
      assertThat(claim.why()).contains("too noisy");
    }
  }

  @Test
  void oneThatWaitsWithoutBlockingDoesNot(Vertx vertx) throws Exception {
    assertThat(prove(vertx, asking("/wait")).verdict()).isIn(HOLDS, INCONCLUSIVE);
  }

  @Test
  void norOneWhoseTimeIsStoppedByTheExperiment(Vertx vertx) throws Exception {
    var paused =
        asking("/wait")
            .at(Duration.ofMillis(500), Act.pause("waiter"))
            .at(Duration.ofMillis(1500), Act.resume("waiter"));
    assertThat(prove(vertx, paused).verdict()).isIn(HOLDS, INCONCLUSIVE);
  }

  @Test
  void norOneThatBlocksWhereBlockingIsTheFaultUnderStudy(Vertx vertx) throws Exception {
    var experiment = Experiment.of("blocking-lab", "?");
    experiment.phases(asking("/block").holdsLoops(), Phase.of("after").load(load("/wait")));
    assertThat(prove(vertx, experiment).verdict()).isIn(HOLDS, INCONCLUSIVE);
  }

  private static Phase asking(String path) {
    return Phase.of("asking").load(load(path));
  }

  private static Load load(String path) {
    return Load.get("waiter", path).arriving(Arrivals.constant(4)).lasting(LENGTH);
  }

  private static ClaimResult prove(Vertx vertx, Phase phase) throws Exception {
    return prove(vertx, Experiment.of("blocking-lab", "?").phases(phase));
  }

  private static ClaimResult prove(Vertx vertx, Experiment experiment) throws Exception {
    var lab = new EmbeddedLab(LAB, OFFSET, false);
    try {
      await(lab.start(service -> {}));
      var result = await(Trial.run(vertx, experiment, lab, Settings.full(1), Progress.SILENT));
      assertThat(result.claims()).hasSize(1);
      return result.claims().getFirst();
    } finally {
      await(lab.stop());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Takes 150 ms for its answer, with a timer as it should be, or by holding its loop. */
  private static final class Waiter extends VerticleBase {
    private static final long MS = 150;

    private final Service service;

    Waiter(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return service
          .http()
          .get("/wait", request -> vertx.timer(MS).map(waited -> new JsonObject()))
          .get(
              "/block",
              request -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MS));
                return Future.succeededFuture(new JsonObject());
              })
          .listen();
    }
  }
}
