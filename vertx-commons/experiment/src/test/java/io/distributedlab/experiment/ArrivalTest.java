package io.distributedlab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** When everything is there that services have told. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(20)
class ArrivalTest {
  private Vertx vertx;

  @BeforeAll
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void inOneProcessEverythingIsThereAtOnce() throws Exception {
    var console = new Console(0, 7);
    await(new Arrival(vertx).quiet(console::ask));
    assertThat(console.asked).isEqualTo(1);
  }

  /** Three times more has come, then nothing more for two polls of 100 ms. */
  @Test
  void byACollectorItIsThereWhenNothingMoreHasComeForItsDelay() throws Exception {
    var console = new Console(150, 7, 8, 9);
    await(new Arrival(vertx).quiet(console::ask));
    assertThat(console.asked).isBetween(5, 6);
  }

  @Test
  void allWhoWaitShareOneWaitAndTheNextIsANewOne() throws Exception {
    var console = new Console(50, 7);
    var arrival = new Arrival(vertx);
    var first = arrival.quiet(console::ask);
    assertThat(arrival.quiet(console::ask)).isSameAs(first);
    await(first);
    assertThat(arrival.quiet(console::ask)).isNotSameAs(first);
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Tells one number after the other, the last one again and again. */
  private static final class Console {
    private final long delayMs;
    private final Deque<Integer> received;
    private int asked;

    Console(long delayMs, Integer... received) {
      this.delayMs = delayMs;
      this.received = new ArrayDeque<>(List.of(received));
    }

    Future<Reply> ask() {
      asked++;
      int now = received.size() > 1 ? received.removeFirst() : received.getFirst();
      var told = new JsonObject().put("received", now).put("delay_ms", delayMs);
      var headers = MultiMap.caseInsensitiveMultiMap();
      return Future.succeededFuture(new Reply(200, headers, told.toBuffer()));
    }
  }
}
