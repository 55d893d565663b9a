package io.distributedlab.runner.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributedlab.backends.Images;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A container as {@code compose/KIND.yml} describes it. The manifests take from there what is not
 * the lab's own, so that both ways of running a lab in containers are the same.
 *
 * @param image the pinned one; empty for a lab's services, whose image is built
 * @param user the number of its user and group
 * @param readOnly whether the image's files are
 * @param temporary directories in memory
 * @param kept directories whose files outlive the container
 * @param check a command that succeeds while the server answers; empty where there is none
 * @param graceSeconds from SIGTERM to SIGKILL
 */
record Recipe(
    String image,
    long user,
    boolean readOnly,
    List<String> temporary,
    List<String> kept,
    Map<String, String> environment,
    List<String> check,
    Quantity memory,
    long graceSeconds) {
  /** The recipe of a lab's own services. */
  static final String SERVICE = "service";

  /** The users of images whose recipe leaves them as they are. */
  private static final Map<String, Long> IMAGE_USERS = Map.of(SERVICE, 10001L, "kafka", 1000L);

  private static final ObjectMapper TREES = new ObjectMapper();

  /** {@code ${NAME:-default}}: where nobody sets NAME, as on a cluster, it is the default. */
  private static final Pattern DEFAULTED = Pattern.compile("\\$\\{\\w+:?-([^}]*)}");

  /** The recipe {@code compose/KIND.yml}. */
  static Recipe of(String kind) {
    try {
      return new Recipe(kind, read(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Recipe(String kind, JsonNode service) throws IOException {
    this(
        kind.equals(SERVICE) ? "" : Images.of(kind),
        user(kind, service.path("user").asText()),
        service.path("read_only").asBoolean(),
        texts(service.path("tmpfs")).stream().map(path -> path.split(":", -1)[0]).toList(),
        texts(service.path("volumes")),
        environment(service.path("environment")),
        kind.equals(SERVICE) ? List.of() : command(texts(service.path("healthcheck").path("test"))),
        new Quantity(service.path("mem_limit").asText().replace("m", "Mi")),
        Long.parseLong(service.path("stop_grace_period").asText().replace("s", "")));
  }

  private static JsonNode read(String kind) throws IOException {
    var name = "/compose/" + kind + ".yml";
    try (var text = Recipe.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new FileNotFoundException(name + " was not there when this was built");
      }
      Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return TREES.<JsonNode>valueToTree(content).path("services").path(kind);
    }
  }

  /** The same number stands for user and group. */
  private static long user(String kind, String userAndGroup) {
    return userAndGroup.isEmpty()
        ? Objects.requireNonNull(IMAGE_USERS.get(kind), kind)
        : Long.parseLong(userAndGroup.split(":", -1)[0]);
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Map<String, String> environment(JsonNode variables) {
    var environment = new TreeMap<String, String>();
    variables
        .properties()
        .forEach(
            variable -> {
              var value = DEFAULTED.matcher(variable.getValue().asText()).replaceAll("$1");
              environment.put(variable.getKey(), value);
            });
    return environment;
  }

  /** A compose check has its way of being run as its first word. */
  private static List<String> command(List<String> test) {
    var words = test.subList(1, test.size());
    return test.getFirst().equals("CMD-SHELL") ? List.of("sh", "-c", words.getFirst()) : words;
  }
}
