package io.distributedlab.experiment.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The generator's own ceiling: the highest constant rate it holds against a trivial server on this
 * machine with under one percent late sends. Printed; only the lowest rung is asserted, because the
 * rest depends on the machine.
 */
@ExtendWith(VertxExtension.class)
class CeilingTest {
  private static final int[] RATES = {500, 1000, 2000, 4000, 6000, 8000, 12_000, 16_000, 24_000};

  private final Vertx services = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  @Test
  @Timeout(value = 60, timeUnit = TimeUnit.SECONDS)
  void printsTheHighestRateThatItHolds(Vertx vertx, VertxTestContext test) {
    services
        .createHttpServer()
        .requestHandler(request -> request.response().end("ok"))
        .listen(0, "127.0.0.1")
        .map(server -> URI.create("http://127.0.0.1:" + server.actualPort()))
        .compose(
            target ->
                warm(new LoadGenerator(vertx), target)
                    .compose(warm -> climb(new LoadGenerator(vertx), target, 0, 0)))
        .onComplete(
            test.succeeding(
                held ->
                    test.verify(
                        () -> {
                          System.out.println("ceiling: " + held + " requests/s");
                          assertThat(held).isNotNegative();
                          test.completeNow();
                        })));
  }

  @AfterEach
  void stop(VertxTestContext test) {
    services.close().onComplete(test.succeedingThenComplete());
  }

  private static Future<LoadResult> warm(LoadGenerator generator, URI target) {
    return generator.run(
        Load.get("server", "/").arriving(Arrivals.constant(1000)).lasting(Duration.ofSeconds(3)),
        target,
        1);
  }

  private static Future<Integer> climb(LoadGenerator generator, URI target, int rung, int held) {
    if (rung == RATES.length) {
      return Future.succeededFuture(held);
    }
    var load =
        Load.get("server", "/")
            .arriving(Arrivals.constant(RATES[rung]))
            .lasting(Duration.ofSeconds(1));
    long zero = System.nanoTime() + 600_000_000;
    return generator
        .run(load, target, 1, Duration.ofMillis(500), zero)
        .compose(
            result -> {
              var pace = result.pace();
              System.out.printf(
                  "%6d/s: late %.2f %%, worst %.1f ms, success %.4f, p50 %.2f ms, p99 %.2f ms%n",
                  RATES[rung],
                  100 * pace.lateShare(),
                  pace.worstLateMs(),
                  result.samples().successShare(),
                  result.samples().percentile(50),
                  result.samples().percentile(99));
              assertThat(result.samples().successShare()).isEqualTo(1);
              return pace.complaint().isPresent()
                  ? Future.succeededFuture(held)
                  : climb(generator, target, rung + 1, RATES[rung]);
            });
  }
}
