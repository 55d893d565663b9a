package io.distributedlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Verdict;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Peer;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The experiment of the echo chain, and what it says about chains with one line broken. */
class EchoProofTest extends ProofTest {
  @Test
  void aHopThatForgetsTheTraceBreaksTheChain() {
    var result = Proof.quick(lab.with("service-a", ForgetsTheTrace::new), "chain");
    assertThat(Proof.broken(result))
        .containsExactly(
            "with trace context a request is one trace",
            "every trace of the chain is whole",
            "four log lines have the trace id of a request");
  }

  @Test
  void aLineWrittenOffTheEventLoopLosesTheTraceId() {
    var result = Proof.quick(lab.with("service-b", LogsElsewhere::new), "chain");
    assertThat(Proof.broken(result))
        .containsExactly("four log lines have the trace id of a request");
  }

  @Test
  void aGatewayThatWaitsLongerThanItsCallersAnswersNo504() {
    var result = Proof.quick(lab.with("gateway", WaitsTooLong::new), "hang");
    assertThat(Proof.broken(result)).contains("a hop that hangs is a 504, always");
  }

  @Test
  void withoutADeadlineOnTheBusTheWrongHopIsBlamed() {
    var result = Proof.quick(lab.with("service-a", BusWithoutDeadline::new), "hang");
    assertThat(result.claims())
        .filteredOn(claim -> claim.claim().name().equals("the 504 names the hop that hangs"))
        .singleElement()
        .satisfies(claim -> assertThat(claim.verdict()).isNotEqualTo(Verdict.HOLDS))
        .satisfies(claim -> assertThat(claim.reading().measured()).isLessThanOrEqualTo(0.5));
  }

  private static final class ForgetsTheTrace extends ServiceAVerticle {
    ForgetsTheTrace(Service service) {
      super(service);
    }

    @Override
    Future<Hop> overHttp(Deadline deadline, boolean traced) {
      return super.overHttp(deadline, false);
    }
  }

  private static final class LogsElsewhere extends ServiceBVerticle {
    LogsElsewhere(Service service) {
      super(service);
    }

    @Override
    void log(Hop own) {
      CompletableFuture.runAsync(() -> super.log(own));
    }
  }

  private static final class WaitsTooLong extends GatewayVerticle {
    WaitsTooLong(Service service) {
      super(service);
    }

    @Override
    Peer hop(String peer, EchoVariant variant) {
      return super.hop(peer, variant).within(Deadline.NONE);
    }
  }

  private static final class BusWithoutDeadline extends ServiceAVerticle {
    BusWithoutDeadline(Service service) {
      super(service);
    }

    @Override
    Future<Hop> overBus(Deadline deadline) {
      return super.overBus(Deadline.NONE);
    }
  }
}
