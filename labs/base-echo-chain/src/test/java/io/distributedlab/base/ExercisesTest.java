package io.distributedlab.base;

import io.distributedlab.service.Service;
import io.distributedlab.testing.ExerciseTest;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Written {
    private volatile Steps steps = new YourSteps();
    private volatile Function<Service, Audit> audit = ExercisesTest::stub;
  }

  private static final Written WRITTEN = new Written();

  ExercisesTest() {
    super(new EchoChainLab().descriptor().with("service-a", ExercisesTest::serviceA));
  }

  private static ServiceAVerticle serviceA(Service service) {
    return new ServiceAVerticle(
        service,
        (own, below) -> WRITTEN.steps.run(own, below),
        hop -> WRITTEN.audit.apply(service).write(hop));
  }

  private static Audit stub(Service service) {
    return new YourAudit(service.vertx(), service.telemetry().log());
  }

  private static Audit solved(Service service) {
    return new SolvedAudit(service.vertx(), service.telemetry().log());
  }

  @Test
  void theSumOfTwoHops() {
    assertSolved(1, 87, 117);
    assertUnsolved(1, 60, 117);
  }

  @Test
  void theSlowOne() {
    faults("service-b", "{\"latency_ms\":150}");
    assertUnsolved(2);
    faults("service-b", "{\"latency_ms\":0}");
    assertSolved(2);
  }

  @Test
  void theSlowerOfTwo() {
    assertSolved(3, 51, 70);
    assertUnsolved(3, 85, 115);
  }

  @Test
  void overlap() {
    WRITTEN.audit = ExercisesTest::solved;
    WRITTEN.steps = new YourSteps();
    assertUnsolved(4);
    WRITTEN.steps = ExercisesTest::doesNotWait;
    assertRejected(4, "Beginning is not waiting");
    WRITTEN.steps = new SolvedSteps();
    assertSolved(4);
  }

  @Test
  void threeServicesAreNotFour() {
    assertUnsolved(5);
  }

  @Test
  void theLineWithoutATrace() {
    WRITTEN.steps = new SolvedSteps();
    WRITTEN.audit = ExercisesTest::stub;
    assertRejected(6, "where nobody knows the request");
    WRITTEN.audit = service -> hop -> Future.succeededFuture();
    assertRejected(6, "Each request needs one line");
    WRITTEN.audit = ExercisesTest::solved;
    assertSolved(6);
  }

  private static Future<Chain> doesNotWait(Supplier<Future<Hop>> own, Supplier<Future<Hop>> below) {
    below.get().onFailure(lost -> {});
    return own.get().map(a -> Chain.of(a, new Hop("service-b", true, 0)));
  }
}
