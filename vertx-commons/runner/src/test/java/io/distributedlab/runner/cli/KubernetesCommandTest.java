package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.kubernetes.ManifestYaml;
import io.distributedlab.runner.kubernetes.Manifests;
import io.distributedlab.runner.kubernetes.Placement;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesCommandTest {
  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aLab() throws IOException {
    Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(home.resolve("labs/test-lab/pom.xml"));
  }

  @Test
  void printsManifestsAndNothingElse() throws IOException {
    assertThat(k8s("test-lab")).isZero();
    var expected = Manifests.of(Placement.of(Lab.onClasspath().orElseThrow()));
    assertThat(ManifestYaml.read(out.toString())).isEqualTo(expected);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains("docker build", "LAB=test-lab", "-t distributed-lab/test-lab .");
  }

  @Test
  void takesImageNamespaceAndCollector() throws IOException {
    assertThat(
            k8s("test-lab", "--image", "r.example/x:1", "--namespace", "w1", "--otlp", "http://c"))
        .isZero();
    var lab = Lab.onClasspath().orElseThrow();
    var expected = Manifests.of(new Placement(lab, "r.example/x:1", "w1", Map.of(), "http://c"));
    assertThat(ManifestYaml.read(out.toString())).isEqualTo(expected);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test-lab --managed db=redis://x | test-lab has no backend 'db', nor any other.",
        "test-lab --managed db | test-lab has no backend 'db', nor any other.",
        "test-lab --namespace Lab | Kubernetes takes no namespace named 'Lab': use up to 63 of a-z,",
        "nonsense | nonsense"
      })
  void whatCannotBePrintedIsSaidInOneSentence(String arguments, String sentence) {
    assertThat(k8s(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).hasLineCount(1).contains(sentence);
  }

  private int k8s(String... arguments) {
    var command = new String[arguments.length + 1];
    command[0] = "k8s";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Typed.in(home, out, err, command);
  }
}
