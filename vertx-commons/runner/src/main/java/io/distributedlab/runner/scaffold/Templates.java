package io.distributedlab.runner.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a new lab, made from the templates beside this class: resources with the paths that
 * they have in the lab.
 */
final class Templates {
  private static final String JAVA = "src/main/java/io/distributedlab/@package@/";
  private static final String TESTS = "src/test/java/io/distributedlab/@package@/";

  /** A service behind the first one. */
  private static final String LINK = JAVA + "@Service@Verticle.java";

  private static final List<String> ALWAYS =
      List.of(
          ".env",
          "DEMO_RUNBOOK.md",
          "README.md",
          "docker-compose.yml",
          "loadtest/@name@.js",
          "pom.xml",
          "src/main/resources/META-INF/services/io.distributedlab.runner.Lab",
          JAVA + "@Entry@Verticle.java",
          JAVA + "@Name@Exercises.java",
          JAVA + "@Name@Experiment.java",
          JAVA + "@Name@Knobs.java",
          JAVA + "@Name@Lab.java",
          JAVA + "@Name@Panels.java",
          JAVA + "Chain.java",
          JAVA + "Hop.java",
          JAVA + "Work.java",
          JAVA + "package-info.java",
          TESTS + "@Name@ContractTest.java",
          TESTS + "@Name@DocsTest.java",
          TESTS + "@Name@ExercisesTest.java",
          TESTS + "@Name@ProofTest.java",
          TESTS + "@Name@LabTest.java",
          TESTS + "ChainTest.java",
          TESTS + "package-info.java");

  private static final Map<Extra, List<String>> WITH =
      Map.of(
          Extra.REDIS,
          List.of(JAVA + "Visits.java"),
          Extra.POSTGRES,
          List.of(
              JAVA + "Archive.java", "src/main/resources/io/distributedlab/@package@/schema.sql"),
          Extra.KAFKA,
          List.of(JAVA + "Events.java"),
          Extra.BUS,
          List.of(JAVA + "Ask.java"));

  private Templates() {}

  /** Path in the lab's folder to content. */
  static SortedMap<String, String> fill(Plan plan) {
    var values = Values.of(plan);
    var files = new TreeMap<String, String>();
    names(plan).forEach(name -> fill(name, values, files));
    Values.behindTheFirst(plan).forEach(service -> fill(LINK, service, files));
    return files;
  }

  private static Stream<String> names(Plan plan) {
    var extras = plan.extras().stream().map(extra -> Objects.requireNonNull(WITH.get(extra)));
    var answer = plan.extras().stream().anyMatch(Extra::isBackend);
    return Stream.of(
            ALWAYS.stream(),
            extras.flatMap(List::stream),
            answer ? Stream.of(JAVA + "Answer.java") : Stream.<String>of())
        .flatMap(names -> names);
  }

  private static void fill(String name, Map<String, ?> values, Map<String, String> files) {
    files.put(
        Template.fillLine(name, values), Template.fill(read(name), values).stripTrailing() + "\n");
  }

  private static String read(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
