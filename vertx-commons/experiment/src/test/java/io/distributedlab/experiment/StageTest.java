package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class StageTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(30);

  private final AtomicInteger asked = new AtomicInteger();
  private final EchoLab lab = new EchoLab();

  @AfterEach
  void stop(VertxTestContext test) {
    lab.stop().onComplete(test.succeedingThenComplete());
  }

  private Future<Boolean> yesAtTheThirdTime() {
    return Future.succeededFuture(asked.incrementAndGet() >= 3);
  }

  @Test
  void itAsksUntilTheAnswerIsYesAndNotOnceMore(Vertx vertx, VertxTestContext test) {
    new Stage(vertx, lab)
        .until(LONG, this::yesAtTheThirdTime)
        .onComplete(
            test.succeeding(
                done ->
                    test.verify(
                        () -> {
                          assertThat(asked).hasValue(3);
                          test.completeNow();
                        })));
  }

  @Test
  void whatDoesNotHappenInTimeIsAFailure(Vertx vertx, VertxTestContext test) {
    new Stage(vertx, lab)
        .until(SHORT, () -> Future.succeededFuture(false))
        .onComplete(
            test.failing(
                late ->
                    test.verify(
                        () -> {
                          assertThat(late).hasMessageContaining("did not happen");
                          test.completeNow();
                        })));
  }

  @Test
  void orAnAnswerThatIsNoToWhoeverWantsToKnow(Vertx vertx, VertxTestContext test) {
    new Stage(vertx, lab)
        .becomesTrue(SHORT, () -> Future.succeededFuture(false))
        .onComplete(
            test.succeeding(
                happened ->
                    test.verify(
                        () -> {
                          assertThat(happened).isFalse();
                          test.completeNow();
                        })));
  }

  @Test
  void aQuestionThatFailsEndsTheWait(Vertx vertx, VertxTestContext test) {
    new Stage(vertx, lab)
        .becomesTrue(LONG, () -> Future.failedFuture("nobody there"))
        .onComplete(
            test.failing(
                failed ->
                    test.verify(
                        () -> {
                          assertThat(failed).hasMessage("nobody there");
                          test.completeNow();
                        })));
  }
}
