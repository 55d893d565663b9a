package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddedDeploymentTest {
  private static final int OFFSET = 16_000;
  private static final int FRONT = 7010 + OFFSET;
  private static final int BACK = 7011 + OFFSET;

  private final List<String> ready = new CopyOnWriteArrayList<>();

  @Test
  void startsAllServicesAndStopsThem() throws Exception {
    var deployment = new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false);
    await(deployment.start(this::note));
    assertThat(ready).containsExactlyInAnyOrder("front", "back");
    assertThat(new JsonObject(Get.get(FRONT, "/api/ask").body()).getInteger("answer"))
        .isEqualTo(42);
    await(deployment.stop());
    assertThat(List.of(FRONT, BACK)).allMatch(Ports::isFree);
  }

  @Test
  void nothingStartsOnceItIsStopped() throws Exception {
    var deployment = new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false);
    var begun = deployment.start(this::note);
    await(deployment.stop());
    assertThat(begun.isComplete()).as("what was being started is waited for").isTrue();
    assertThat(deployment.start(this::note).failed()).isTrue();
    assertThat(deployment.startAgain("back").failed()).isTrue();
    assertThat(List.of(FRONT, BACK)).allMatch(Ports::isFree);
  }

  @Test
  void keepsTheSpansOfAllServicesInOneStore() throws Exception {
    var deployment = new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false);
    try {
      await(deployment.start(this::note));
      var trace = Get.get(FRONT, "/api/ask").headers().firstValue("X-Trace-Id").orElseThrow();
      assertThat(deployment.store().trace(trace).orElseThrow().spans())
          .extracting(SpanRecord::service)
          .contains("front", "back");
    } finally {
      await(deployment.stop());
    }
  }

  @Test
  void aClusterIsFoundedByTheFirstServiceAndSharesTheBus() throws Exception {
    var lab =
        LabDescriptor.lab(0, "test-lab", "Cluster")
            .service("first", 5610, Ear::new)
            .service("second", 5611, Ear::new)
            .service("third", 5612, Ear::new)
            .clustered()
            .build();
    var deployment = new EmbeddedDeployment(lab, 17_400, false);
    try {
      await(deployment.start(this::note));
      assertThat(ready.getFirst()).isEqualTo("first");
      var last = deployment.running(ready.getLast());
      var reply = last.vertx().eventBus().<String>request("ear", "hello");
      assertThat(await(reply).body()).isIn("first", "second", "third");
    } finally {
      await(deployment.stop());
    }
    assertThat(deployment.ports().keySet())
        .containsExactlyInAnyOrder(23_010, 23_011, 23_012, 23_101, 23_102, 23_103)
        .allMatch(Ports::isFree);
  }

  @Test
  void theFounderOfAClusterFindsTheOthersWhenItStartsAgain() throws Exception {
    var lab =
        LabDescriptor.lab(0, "test-lab", "Cluster")
            .service("first", 5620, Ear::new)
            .service("second", 5621, Ear::new)
            .clustered()
            .build();
    var deployment = new EmbeddedDeployment(lab, 17_500, false);
    try {
      await(deployment.start(this::note));
      await(deployment.drop("first"));
      await(deployment.startAgain("first"));
      var bus = deployment.running("first").vertx().eventBus();
      var heard =
          List.of(
              await(bus.<String>request("ear", "hello")).body(),
              await(bus.<String>request("ear", "hello")).body());
      assertThat(heard).containsExactlyInAnyOrder("first", "second"); // in turn
    } finally {
      await(deployment.stop());
    }
  }

  @Test
  void aServiceThatCannotStartStopsTheOthersAndFailsTheStart() throws Exception {
    var deployment = new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false);
    try (var taken = new ServerSocket(BACK, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> await(deployment.start(this::note)))
          .rootCause()
          .hasMessageContaining("in use");
      assertThat(Ports.isFree(FRONT)).isTrue();
    }
  }

  @Test
  void stoppingWhatNeverStartedIsDoneAtOnce() throws Exception {
    await(new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false).stop());
  }

  @Test
  void stopDuringStartWaitsForTheStartAndLeavesNothing() throws Exception {
    var deployment = new EmbeddedDeployment(new TestLab().descriptor(), OFFSET, false);
    var starting = deployment.start(this::note);
    await(deployment.stop());
    assertThat(starting.isComplete()).isTrue();
    assertThat(List.of(FRONT, BACK)).allMatch(Ports::isFree);
  }

  private void note(String service) {
    ready.add(service);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Answers on the bus with the name of its service. */
  private static final class Ear extends VerticleBase {
    private final Service service;

    Ear(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      var consumer =
          vertx.eventBus().<String>consumer("ear", message -> message.reply(service.name()));
      return consumer.completion().compose(registered -> service.http().listen());
    }
  }
}
