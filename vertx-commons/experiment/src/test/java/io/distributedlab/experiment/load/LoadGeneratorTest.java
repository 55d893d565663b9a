package io.distributedlab.experiment.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoadGeneratorTest {
  private final Vertx services = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private URI target = URI.create("http://127.0.0.1");
  private int stallAt;

  @BeforeEach
  void serve(VertxTestContext test) {
    services
        .createHttpServer()
        .requestHandler(this::answer)
        .listen(0, "127.0.0.1")
        .onComplete(
            test.succeeding(
                server -> {
                  target = URI.create("http://127.0.0.1:" + server.actualPort());
                  test.completeNow();
                }));
  }

  @AfterEach
  void stop(VertxTestContext test) {
    services.close().onComplete(test.succeedingThenComplete());
  }

  @Test
  void everyArrivalIsSentOnceAndReported(Vertx vertx, VertxTestContext test) {
    var load = ok().arriving(Arrivals.poisson(200)).lasting(Duration.ofSeconds(1));
    int due = load.schedule(1).length;
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().count())
                              .isEqualTo(due)
                              .isEqualTo(seen.size());
                          assertThat(result.samples().successShare()).isEqualTo(1);
                          assertThat(result.pace().sent()).isEqualTo(due);
                          assertThat(result.samples().all())
                              .extracting(Sample::index)
                              .doesNotHaveDuplicates()
                              .allMatch(index -> index >= 0 && index < due);
                          assertThat(result.samples().all())
                              .allMatch(s -> s.sent() >= s.intended() && s.done() > s.sent());
                          test.completeNow();
                        })));
  }

  /** A server that stalls once hides its stall from a closed loop, not from the intended times. */
  @Test
  void aStallOfTheServerCountsForEveryRequestThatItDelayed(Vertx vertx, VertxTestContext test) {
    var load = ok().arriving(Arrivals.constant(100)).lasting(Duration.ofSeconds(1));
    run(vertx, load)
        .onSuccess(warm -> stallAt = seen.size() + 30)
        .compose(warm -> run(vertx, load))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          double slow = result.samples().share(s -> s.latencyMs() > 100);
                          assertThat(slow).isBetween(0.25, 0.9);
                          assertThat(result.samples().percentile(100)).isGreaterThan(350);
                          test.completeNow();
                        })));
  }

  @Test
  void theWarmUpIsSentButNotReported(Vertx vertx, VertxTestContext test) {
    var load = ok().arriving(Arrivals.constant(100)).lasting(Duration.ofMillis(300));
    var warmUp = Duration.ofMillis(200);
    long zero = System.nanoTime() + 250_000_000;
    new LoadGenerator(vertx)
        .run(load, target, 1, warmUp, zero)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(seen).hasSize(50);
                          assertThat(result.samples().count()).isEqualTo(30);
                          assertThat(result.samples().at(0).orElseThrow().intended()).isZero();
                          test.completeNow();
                        })));
  }

  @Test
  void outcomesAreTheCallersView(Vertx vertx, VertxTestContext test) {
    var paths = List.of("/ok", "/400", "/500", "/504", "/hang", "/hang", "/cut");
    var load =
        Load.of(
                "server",
                (index, random) ->
                    index == 5
                        ? Request.get("/hang").abortAfter(Duration.ofMillis(60))
                        : Request.get(paths.get(index)))
            .arriving(Arrivals.burst(paths.size()))
            .patience(Duration.ofMillis(1500));
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          var seenBy = new ArrayList<Outcome>();
                          for (int i = 0; i < paths.size(); i++) {
                            seenBy.add(result.samples().at(i).orElseThrow().outcome());
                          }
                          assertThat(seenBy)
                              .containsExactly(
                                  Outcome.SUCCESS,
                                  Outcome.REJECTED,
                                  Outcome.ERROR,
                                  Outcome.TIMEOUT,
                                  Outcome.TIMEOUT,
                                  Outcome.ABORTED,
                                  Outcome.FAILED);
                          assertThat(result.samples().at(4).orElseThrow().latencyMs())
                              .isGreaterThan(1499);
                          assertThat(result.samples().at(5).orElseThrow().latencyMs())
                              .isGreaterThan(59);
                          test.completeNow();
                        })));
  }

  /** Asked while the run goes on: its end closes every connection anyway. */
  @Test
  void aCallerThatLeavesIsNoticedByTheServer(Vertx vertx, VertxTestContext test) {
    var noticed = new AtomicInteger();
    var leaving = Request.get("/hang").abortAfter(Duration.ofMillis(50));
    var load =
        Load.of(
                "server",
                (index, random) -> {
                  noticed.set(left.get());
                  return index < 5 ? leaving : Request.get("/ok");
                })
            .arriving(Arrivals.burst(5).then(Duration.ofMillis(800), Arrivals.burst(1)));
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().of(Outcome.ABORTED).count()).isEqualTo(5);
                          assertThat(noticed).hasValue(5);
                          test.completeNow();
                        })));
  }

  @Test
  void headersKeysTraceIdsAndRepliesAreKept(Vertx vertx, VertxTestContext test) {
    var load =
        Load.of(
                "server",
                (index, random) ->
                    Request.post("/echo", Map.of("n", index))
                        .header("X-Lab-Variant", "v" + index)
                        .key("item-" + index))
            .arriving(Arrivals.burst(3))
            .keepingReplies();
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          var one = result.samples().at(1).orElseThrow();
                          assertThat(one.key()).isEqualTo("item-1");
                          assertThat(one.traceId()).isEqualTo("trace-v1");
                          var reply = Objects.requireNonNull(one.reply());
                          assertThat(reply.json().getInteger("n")).isEqualTo(1);
                          test.completeNow();
                        })));
  }

  @Test
  void requestsAboveTheBoundAreDroppedAndConfessed(Vertx vertx, VertxTestContext test) {
    var load =
        Load.get("server", "/hang")
            .arriving(Arrivals.burst(10))
            .inFlightAtMost(4)
            .patience(Duration.ofMillis(80));
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().count()).isEqualTo(4);
                          assertThat(result.pace().dropped()).isEqualTo(6);
                          assertThat(result.pace().complaint()).isPresent();
                          test.completeNow();
                        })));
  }

  @Test
  void aGeneratorThatCannotKeepUpSaysSo(Vertx vertx, VertxTestContext test) {
    var load =
        Load.of(
                "server",
                (index, random) -> {
                  spin(Duration.ofMillis(8));
                  return Request.get("/ok");
                })
            .arriving(Arrivals.constant(200))
            .lasting(Duration.ofMillis(500));
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.pace().lateShare()).isGreaterThan(0.5);
                          assertThat(result.pace().complaint()).isPresent();
                          assertThat(result.samples().percentile(100)).isGreaterThan(100);
                          test.completeNow();
                        })));
  }

  @Test
  void aClosedLoopWaitsForItsAnswers(Vertx vertx, VertxTestContext test) {
    var load =
        Load.get("server", "/20ms").users(2, Duration.ofMillis(30)).lasting(Duration.ofMillis(500));
    run(vertx, load)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().count()).isBetween(4L, 22L);
                          assertThat(result.samples().successShare()).isEqualTo(1);
                          test.completeNow();
                        })));
  }

  @Test
  void http2Works(Vertx vertx, VertxTestContext test) {
    run(vertx, ok().http2().arriving(Arrivals.burst(50)))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().successShare()).isEqualTo(1);
                          assertThat(seen).allMatch(line -> line.startsWith("HTTP_2"));
                          test.completeNow();
                        })));
  }

  @Test
  void nobodyListeningIsAFailedRequestNotAFailedRun(Vertx vertx, VertxTestContext test) {
    new LoadGenerator(vertx)
        .run(ok().arriving(Arrivals.burst(2)), URI.create("http://127.0.0.1:24099"), 1)
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.samples().of(Outcome.FAILED).count()).isEqualTo(2);
                          test.completeNow();
                        })));
  }

  @Test
  void aRequestThatCannotBeMadeFailsTheRun(Vertx vertx, VertxTestContext test) {
    var load =
        Load.of(
                "server",
                (index, random) -> {
                  throw new IllegalStateException("no request " + index);
                })
            .arriving(Arrivals.burst(2));
    run(vertx, load)
        .onComplete(
            test.failing(
                cause ->
                    test.verify(
                        () -> {
                          assertThat(cause).hasMessage("no request 0");
                          test.completeNow();
                        })));
  }

  private Future<LoadResult> run(Vertx vertx, Load load) {
    return new LoadGenerator(vertx).run(load, target, 1);
  }

  private static Load ok() {
    return Load.get("server", "/ok");
  }

  private void answer(HttpServerRequest request) {
    seen.add(request.version() + " " + request.path());
    if (seen.size() == stallAt) {
      spin(Duration.ofMillis(400));
    }
    var response = request.response();
    response.exceptionHandler(gone -> {});
    switch (request.path()) {
      case "/hang" -> response.closeHandler(closed -> left.incrementAndGet());
      case "/cut" -> request.connection().close();
      case "/20ms" -> services.setTimer(20, fired -> response.end("ok"));
      case "/echo" ->
          request
              .body()
              .onSuccess(
                  body ->
                      response
                          .putHeader("X-Trace-Id", "trace-" + request.getHeader("X-Lab-Variant"))
                          .end(body));
      case "/400", "/500", "/504" ->
          response.setStatusCode(Integer.parseInt(request.path().substring(1))).end();
      default -> response.end("ok");
    }
  }

  private static void spin(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
