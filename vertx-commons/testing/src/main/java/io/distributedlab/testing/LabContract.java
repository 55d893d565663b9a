package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.GeneratedFiles;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.cli.Curriculum;
import io.distributedlab.runner.cli.LabCli;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.kubernetes.ManifestYaml;
import io.distributedlab.runner.kubernetes.Manifests;
import io.distributedlab.runner.kubernetes.Placement;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.query.Query;
import io.distributedlab.runner.story.Jaeger;
import io.distributedlab.runner.story.TraceStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every lab must hold to. A lab has an empty class that extends this one:
 *
 * <pre>{@code class EchoChainContractTest extends LabContract {}}</pre>
 */
public abstract class LabContract {
  private static final Pattern LAB_COMMAND = Pattern.compile("\\./lab ([a-z]+)");

  private static final List<String> SECTIONS =
      List.of(
          "Question",
          "Run it",
          "What to look at",
          "Variants",
          "Prove it",
          "Exercises",
          "Takeaways",
          "Cleanup");

  /** Besides what {@code ./lab generate} writes, which is compared with the descriptor. */
  private static final List<String> FILES =
      List.of("pom.xml", "README.md", "DEMO_RUNBOOK.md", "docker-compose.yml", ".env", "loadtest");

  /** Every lab has a class that extends each of these. */
  private static final List<Class<?>> TESTS =
      List.of(ProofTest.class, ExerciseTest.class, DocsTest.class);

  private final Lab implementation =
      ServiceLoader.load(Lab.class)
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("no lab in META-INF/services/" + Lab.class.getName()));

  private final LabDescriptor lab = implementation.descriptor();

  /** The folder of the lab: where its tests run. */
  private final Path folder = Path.of("").toAbsolutePath();

  private final Path home = folder.resolve("../..").normalize();

  @Test
  void theFolderIsTheOneOfTheDescriptor() {
    assertThat(folder).hasFileName(lab.folder());
    assertThat(folder.getParent()).hasFileName("labs");
  }

  @Test
  void weekAndTitleAreThoseOfTheCurriculum() {
    Curriculum.load()
        .inFolder(lab.folder())
        .ifPresent(
            entry -> {
              assertThat(lab.week()).isEqualTo(entry.week());
              assertThat(lab.title()).isEqualTo(entry.title());
            });
  }

  @Test
  void theQuestionIsAQuestion() {
    assertThat(lab.question()).endsWith("?");
  }

  @Test
  void theDefaultsOfTheKnobsAreAllowed() {
    assertThat(lab.knobs().initial()).isNotNull();
  }

  /** Grafana and the live page draw the same panels; the page knows a part of PromQL. */
  @TestFactory
  Stream<DynamicTest> thePageCanEvaluateEveryPanel() {
    return lab.panels().stream()
        .filter(panel -> panel.kind() != Panel.Kind.LOGS)
        .flatMap(panel -> panel.queries().stream().map(Panel.Query::expression))
        .distinct()
        .map(
            text -> DynamicTest.dynamicTest(text, () -> assertThat(Query.parse(text)).isNotNull()));
  }

  @TestFactory
  List<DynamicTest> generatedFilesAreUpToDate() {
    Map<String, String> files = new HashMap<>(GeneratedFiles.shared());
    files.putAll(GeneratedFiles.of(lab));
    return files.entrySet().stream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> isUpToDate(file)))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> theFolderIsComplete() {
    return FILES.stream()
        .map(
            file -> DynamicTest.dynamicTest(file, () -> assertThat(folder.resolve(file)).exists()));
  }

  @TestFactory
  Stream<DynamicTest> itsProofExercisesAndDocumentsAreTested() {
    return TESTS.stream()
        .map(test -> DynamicTest.dynamicTest(test.getSimpleName(), () -> isExtended(test)));
  }

  private void isExtended(Class<?> test) throws IOException {
    try (var sources = Files.walk(folder.resolve("src/test/java"))) {
      assertThat(sources.filter(Files::isRegularFile))
          .as("a class that extends " + test.getSimpleName())
          .anySatisfy(
              source ->
                  assertThat(source).content().contains("extends " + test.getSimpleName() + " "));
    }
  }

  @TestFactory
  Stream<DynamicTest> theReadmeNamesEveryLoadTest() throws IOException {
    try (var scripts = Files.list(folder.resolve("loadtest"))) {
      return scripts
          .map(script -> script.getFileName().toString())
          .filter(name -> name.endsWith(".js"))
          .map(name -> name.substring(0, name.length() - ".js".length()))
          .toList()
          .stream()
          .map(
              name ->
                  DynamicTest.dynamicTest(
                      name,
                      () -> assertThat(folder.resolve("README.md")).content().contains(name)));
    }
  }

  /** A lab of one's own may have none. */
  @Test
  void aLabOfTheCurriculumHasAPairOfTraceStories() {
    if (Curriculum.load().inFolder(lab.folder()).isPresent()) {
      assertThat(lab.stories()).anyMatch(story -> story.naive() != null);
    }
  }

  @TestFactory
  Stream<DynamicTest> traceStoriesCanBeToldAndAreInTheReadme() {
    return lab.stories().stream()
        .map(story -> DynamicTest.dynamicTest(story.name(), () -> canBeTold(story)));
  }

  private void canBeTold(TraceStory story) throws IOException {
    var services = lab.ports().keySet();
    assertThat(services).contains(story.search().service());
    assertThat(Stream.concat(story.spans().stream(), story.absent().stream()))
        .allMatch(shape -> services.stream().anyMatch(shape::isOf), "is of a service of the lab");
    if (story.naive() != null) {
      var before = lab.stories().subList(0, lab.stories().indexOf(story));
      assertThat(before).as("the naive story stands before it").contains(story.naive());
    }
    assertThat(folder.resolve("README.md"))
        .as("its search is a link of that name; ./lab traces %s prints it", lab.folder())
        .content()
        .contains("[%s](%s)".formatted(story.name(), Jaeger.LOCAL.page(story.search())))
        .contains("./lab traces ");
  }

  /** A solution in a stub's place would give it away to the next learner. */
  @TestFactory
  Stream<DynamicTest> theStubsOfTheExercisesAreUntouched() {
    return ExerciseSheet.of(lab.exercises()).entries().stream()
        .map(ExerciseSheet.Entry::source)
        .filter(source -> !source.isEmpty())
        .distinct()
        .map(source -> DynamicTest.dynamicTest(source, () -> isUntouched(source)));
  }

  @TestFactory
  Stream<DynamicTest> exercisesNameCommandsThatWork() {
    return lab.exercises().stream()
        .map(
            exercise ->
                DynamicTest.dynamicTest(
                    exercise.title(),
                    () -> assertThat(texts(exercise)).allSatisfy(this::namesCommandsThatWork)));
  }

  private static Stream<String> texts(Exercise exercise) {
    return Stream.concat(Stream.of(exercise.task(), exercise.model()), exercise.hints().stream());
  }

  private void namesCommandsThatWork(String text) {
    var commands = LabCli.commandLine(home).getSubcommands().keySet();
    assertThat(LAB_COMMAND.matcher(text).results().map(found -> found.group(1)))
        .allMatch(commands::contains, "is a command of ./lab");
    if (text.contains("curl") && text.contains(" -d")) {
      assertThat(text).contains("-H 'Content-Type: application/json'");
    }
  }

  private void isUntouched(String source) throws IOException {
    var stub = Files.readString(folder.resolve("stubs").resolve(source));
    assertThat(folder.resolve("src/main/java").resolve(source))
        .as("yours, not the stub: ./lab reset puts it back and keeps yours")
        .content()
        .isEqualTo(stub);
  }

  @Test
  void composeAgreesWithTheDescriptor() throws IOException {
    var compose = ComposeFile.read(folder.resolve("docker-compose.yml"));
    assertThat(compose.differencesFrom(lab)).isEmpty();
    assertThat(folder.resolve(".env")).content().contains("LAB=" + lab.folder());
  }

  @Test
  void itsManifestsForKubernetesCanBeReadBack() throws IOException {
    var placement = Placement.of(lab);
    assertThat(ManifestYaml.read(Manifests.yaml(placement))).isEqualTo(Manifests.of(placement));
  }

  @Test
  void theReadmeHasItsSectionsInOrder() throws IOException {
    var headings =
        Files.readAllLines(folder.resolve("README.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).strip())
            .toList();
    assertThat(headings).containsSubsequence(SECTIONS);
  }

  @Test
  void theRunbookIsANotebook() throws IOException {
    assertThat(Notebook.problemsOf(Markdown.read(folder.resolve("DEMO_RUNBOOK.md")))).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() {
    return Stream.of("README.md", "DEMO_RUNBOOK.md")
        .map(name -> DynamicTest.dynamicTest(name, () -> linksOf(folder.resolve(name))));
  }

  private static void linksOf(Path document) throws IOException {
    assertThat(Markdown.read(document).deadLinks()).isEmpty();
  }

  @TestFactory
  List<DynamicTest> theCodeKeepsTheRulesOfTheHouse() {
    var classes = HouseRules.classesOf(implementation.getClass().getPackageName());
    return HouseRules.ALL.stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)))
        .toList();
  }

  private void isUpToDate(Map.Entry<String, String> file) {
    assertThat(home.resolve(file.getKey()))
        .as("made from Java: ./lab generate %s", lab.folder())
        .exists()
        .content()
        .isEqualTo(file.getValue());
  }
}
