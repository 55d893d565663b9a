package io.distributedlab.runner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ManifestYamlTest {
  private static final String GOOD = Manifests.yaml(Placement.of(Labs.FILES));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  replicas: 1 | replcas: 1 | Unrecognized field \"replcas\"",
        "runAsNonRoot: true | runAsNonroot: true | Unrecognized field \"runAsNonroot\"",
        "replicas: 1 | replicas: 1\\n  replicas: 2 | found duplicate key replicas",
        "replicas: 1 | replicas: one | Cannot coerce String value",
        "value: \"8000\" | value: 8000 | Cannot coerce Integer value",
        "replicas: 1 | replicas: \"1\" | Cannot coerce String value",
        "kind: Deployment | kind: Deploy | no object of the kind apps/v1/Deploy"
      })
  void aMistakeIsNotReadOver(String good, String bad, String problem) {
    assertThatIOException()
        .isThrownBy(() -> ManifestYaml.read(GOOD.replaceFirst(good, lines(bad))))
        .withMessageContaining(problem);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  /** The parser here knows YAML 1.1, where these words and numbers are not what they seem. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no", "Yes", "on", "off", "y", "n", "null", "~", "true", "", " ", "1", "0x1f", "1_000",
            "1e3",
        "-1", "Y", ".5", "+7", "12:30:45", "2026-01-01", "a: b", "# x", "a\nb", "- x", "*x", "&x",
            "!x", "@x", "%x",
        "{a}", "[a]", "'", "\"", "\\", "ünï", "-Xmx64m", "=", "<<", ".inf", ".NaN"
      })
  void textStaysText(String value) throws IOException {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("s")
            .endMetadata()
            .withStringData(Map.of("key", value))
            .build();
    var yaml = ManifestYaml.write(List.of(secret));
    assertThat((Secret) ManifestYaml.read(yaml).getFirst()).isEqualTo(secret);
    Map<String, Map<String, Object>> other = new Yaml().load(yaml);
    assertThat(other.get("stringData")).containsEntry("key", value);
  }
}
