package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.distributedlab.experiment.Settings;
import io.distributedlab.service.Service;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LabDescriptorTest {
  @Test
  void isFoundOnTheClassPath() {
    assertThat(Lab.onClasspath()).map(LabDescriptor::folder).contains(TestLab.FOLDER);
  }

  @Test
  void aLabWithoutServiceOrWithTwoOfOneNameOrPortIsRefused() {
    var empty = LabDescriptor.lab(1, "week-01-x", "X");
    assertThatIllegalStateException()
        .isThrownBy(empty::build)
        .withMessage("week-01-x: a lab needs a service");
    assertThatIllegalStateException()
        .isThrownBy(() -> TestLab.builder().service("front", 9, s -> new VerticleBase() {}).build())
        .withMessageContaining("share a name");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> TestLab.builder().service("other", 7010, s -> new VerticleBase() {}).build())
        .withMessageContaining("share a port");
  }

  @Test
  void aLabMayHaveAnExperiment() {
    var lab = new TestLab().descriptor();
    assertThat(lab.experiment(Settings.quick(7)).orElseThrow().name()).isEqualTo("test-lab");
    var bare = LabDescriptor.lab(1, "week-01-x", "X").service("x", 9, s -> new VerticleBase() {});
    assertThat(bare.build().experiment(Settings.quick(7))).isEmpty();
  }

  @Test
  void oneVerticleCanBeExchanged() {
    var lab = new TestLab().descriptor();
    Function<Service, VerticleBase> other = service -> new VerticleBase() {};
    var changed = lab.with("back", other);
    assertThat(changed.ports()).isEqualTo(lab.ports());
    assertThat(changed.services().getLast().verticle()).isSameAs(other);
    assertThat(changed.services().getFirst()).isEqualTo(lab.services().getFirst());
    assertThatIllegalArgumentException().isThrownBy(() -> lab.with("side", other));
  }

  @Test
  void aServiceMayStayOffTheBus() {
    var bus = TestLab.builder().service("loner", 7019, s -> new VerticleBase() {}).offBus();
    assertThat(bus.build().onBus()).isEmpty();
    assertThat(bus.clustered().build().onBus()).extracting("name").containsExactly("front", "back");
    var first = LabDescriptor.lab(1, "week-01-x", "X").service("x", 9, s -> new VerticleBase() {});
    assertThatIllegalStateException()
        .isThrownBy(() -> first.offBus().build())
        .withMessageContaining("founds the bus");
  }

  @Test
  void aServiceMayKeepFilesAndBeElsewhereToo() {
    var lab =
        TestLab.builder()
            .service("keeper", 7019, s -> new VerticleBase() {})
            .files("KEPT")
            .ownJvm(TestLab.class)
            .offBus()
            .build();
    assertThat(lab.services()).extracting("files").containsExactly(null, null, "KEPT");
    var changed = lab.with("keeper", s -> new VerticleBase() {}, TestLab.class);
    assertThat(changed.services().getLast().files()).isEqualTo("KEPT");
  }

  @Test
  void theDashboardIsNamedAfterWeekAndSlug() {
    var lab = LabDescriptor.lab(7, "week-07-circuit-breakers", "Circuit Breakers");
    var dashboard = lab.service("client", 8000, s -> new VerticleBase() {}).build().dashboard();
    assertThat(dashboard.uid()).isEqualTo("lab-07-circuit-breakers");
  }

  @Test
  void scrapeTargetsAreTheServicesByContainerName() {
    var files = GeneratedFiles.of(new TestLab().descriptor());
    assertThat(files)
        .containsOnlyKeys(
            "labs/test-lab/infra/dashboard.json",
            "labs/test-lab/infra/exercises.json",
            "labs/test-lab/infra/prometheus-targets.json");
    var groups = new JsonArray(files.get("labs/test-lab/infra/prometheus-targets.json"));
    assertThat(groups.getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("targets", new JsonArray().add("back:7011"))
                .put("labels", new JsonObject().put("lab", "test-lab").put("service", "back")));
  }
}
