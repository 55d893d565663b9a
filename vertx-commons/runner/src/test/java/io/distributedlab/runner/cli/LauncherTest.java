package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell script {@code lab}, copied into a checkout of its own whose path has a space, with
 * programs named {@code java} and {@code mvn} that write down how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {
  private static final int LAB_SIZE = 20_000_000;
  private static final String LAB = "week-07-circuit-breakers";

  @TempDir Path root = Path.of("");
  private Path home = Path.of("");
  private Path source = Path.of("");

  @BeforeEach
  void aCheckout() throws IOException {
    root = root.toRealPath();
    home = Files.createDirectories(root.resolve("a check out"));
    write("lab", withoutTheJdksOfThisMachine(Files.readString(Path.of("..", "..", "lab"))));
    write("pom.xml", "");
    for (var module : List.of("labs/" + LAB, "labs/base-echo-chain", "vertx-commons/runner")) {
      write(module + "/pom.xml", "");
      write(module + "/src/main/java/A.java", "");
    }
    source = home.resolve("labs/" + LAB + "/src/main/java/A.java");
    makeOld();
    Files.createDirectories(root.resolve("user/.m2/repository/io/vertx"));
    program("bin/mvn", FAKE_MAVEN.formatted("3.9.9"));
    jdk("jvm/jdk-25", "25.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "07", "circuit-breakers", "Circuit-Breakers", LAB})
  void buildsOnlyTheLabAndRunsIt(String name) throws Exception {
    var run = lab("run", name, "--logs");
    assertThat(run.code()).isZero();
    assertThat(run.err()).startsWith("Building " + LAB);
    assertThat(calls("maven")).singleElement().asString().contains("-pl labs/" + LAB + " -am");
    assertThat(calls("java"))
        .singleElement()
        .asString()
        .contains("--add-opens java.base/java.lang=ALL-UNNAMED")
        .contains("-Dlab.home=" + home)
        .contains("-cp " + home.resolve("labs/" + LAB + "/target/a.jar"))
        .endsWith("LabCli run " + name + " --logs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "base", "echo-chain", "base-echo-chain"})
  void theBaseLabHasItsOwnNames(String name) throws Exception {
    lab("run", "--port-offset", "7", name);
    assertThat(calls("maven")).singleElement().asString().contains("-pl labs/base-echo-chain ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "nonsense", "../labs", "*", ""})
  void whatNamesNoLabIsLeftToTheProgramToExplain(String name) throws Exception {
    lab("run", name);
    assertThat(calls("maven")).singleElement().asString().contains("-pl vertx-commons/runner ");
    assertThat(calls("java")).singleElement().asString().endsWith("LabCli run " + name);
  }

  @Test
  void buildsAgainOnlyWhenSomethingChanged() throws Exception {
    lab("run", "7");
    assertThat(lab("run", "7").err()).isEqualTo("Starting " + LAB + "\n");
    assertThat(calls("maven")).hasSize(1);

    change(source);
    assertThat(calls("maven")).hasSize(2);
    change(source.resolveSibling(".")); // as after a file in it was deleted
    assertThat(calls("maven")).hasSize(3);
    change(home.resolve("pom.xml"));
    assertThat(calls("maven")).hasSize(4);

    Files.delete(home.resolve("labs/" + LAB + "/target/a.jar"));
    lab("run", "7");
    assertThat(calls("maven")).hasSize(5);
    lab("run", "7");
    assertThat(calls("maven")).hasSize(5);
  }

  @Test
  void classDataOfOlderJarsIsDropped() throws Exception {
    lab("run", "7");
    var jar = home.resolve("labs/" + LAB + "/target/a.jar");
    var classData = classData(LAB_SIZE);
    age(jar, 10);
    lab("run", "7");
    assertThat(classData).exists();
    age(classData, 20);
    lab("run", "7");
    assertThat(classData).doesNotExist();
  }

  @Test
  void classDataOfARunThatEndedEarlyIsDropped() throws Exception {
    lab("run", "7");
    var classData = classData(LAB_SIZE / 10);
    age(home.resolve("labs/" + LAB + "/target/a.jar"), 10);
    lab("run", "7");
    assertThat(classData).doesNotExist();
  }

  private Path classData(int bytes) throws IOException {
    return Files.write(home.resolve(".lab/" + LAB + "/classes-25.jsa"), new byte[bytes]);
  }

  @Test
  void worksThroughASymbolicLinkFromAnyFolder() throws Exception {
    Files.createDirectories(root.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("elsewhere/link"), Path.of("../a check out/lab"));
    Files.createSymbolicLink(root.resolve("elsewhere/l"), Path.of("link"));
    var run = run(root.resolve("elsewhere"), List.of("./l", "run", "7"));
    assertThat(run.code()).isZero();
    assertThat(calls("java")).singleElement().asString().contains("-Dlab.home=" + home);
  }

  @Test
  void provingAllIsOneProofALabWithTheOtherOptions() throws Exception {
    assertThat(lab("prove", "--all", "--seed", "7", "--quick").code()).isZero();
    assertThat(calls("java"))
        .satisfiesExactly(
            one -> assertThat(one).endsWith("prove base-echo-chain --one-line --seed 7 --quick"),
            two -> assertThat(two).endsWith("prove " + LAB + " --one-line --seed 7 --quick"));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 3, 3", "3, 2, 2", "2, 1, 1", "1, 3, 1", "70, 3, 2"})
  void theWorstProofIsTheResultOfAll(int base, int week7, int all) throws Exception {
    var exit = "case $* in *base-echo-chain*) exit %d ;; *) exit %d ;; esac";
    jdk("jvm/jdk-25", "25", exit.formatted(base, week7));
    assertThat(lab("prove", "--all").code()).isEqualTo(all);
    assertThat(calls("java")).hasSize(2);
  }

  @Test
  void aSignalEndsTheProofOfAll() throws Exception {
    jdk("jvm/jdk-25", "25", "exit 130");
    assertThat(lab("prove", "--all").code()).isEqualTo(130);
    assertThat(calls("java")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"prove --all 7", "prove 7 --all --quick", "prove 7 --seed 8"})
  void aNamedLabIsProvedAlone(String command) throws Exception {
    lab(command.split(" ", -1));
    assertThat(calls("java")).singleElement().asString().endsWith("LabCli " + command);
    assertThat(calls("maven")).singleElement().asString().contains("-pl labs/" + LAB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prove --all --help", "prove", "prove --seed 7"})
  void withoutALabProvingIsLeftToTheProgramToExplain(String command) throws Exception {
    lab(command.split(" ", -1));
    assertThat(calls("java")).singleElement().asString().endsWith("LabCli " + command);
    assertThat(calls("maven")).singleElement().asString().contains("-pl vertx-commons/runner ");
  }

  @Test
  void theTestCommandIsTheMavenBuildAndNothingElse() throws Exception {
    assertThat(lab("test").code()).isZero();
    assertThat(lab("test", "7").code()).isZero();
    assertThat(calls("maven").getFirst()).endsWith(" -B verify");
    assertThat(calls("maven").getLast()).endsWith(" -B -pl labs/" + LAB + " -am verify");
    assertThat(calls("java")).isEmpty();
  }

  @Test
  void aFailedTestRunHasMavensExitCode() throws Exception {
    program("bin/mvn", FAKE_MAVEN.formatted("3.9.9") + "exit 1\n");
    assertThat(lab("test").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"test --help", "test nonsense", "list", "doctor", "--version"})
  void commandsWithoutALabNeedTheRunnerOnly(String command) throws Exception {
    lab(command.split(" ", -1));
    assertThat(calls("maven")).singleElement().asString().contains("-pl vertx-commons/runner ");
    assertThat(calls("java"))
        .singleElement()
        .asString()
        .doesNotContain("--add-opens")
        .endsWith("LabCli " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s 7",
        "k8s --image base --namespace 0 7",
        "k8s --managed postgres=x --otlp http://base 7 --managed base"
      })
  void manifestsNeedTheLab(String command) throws Exception {
    lab(command.split(" ", -1));
    assertThat(calls("maven")).singleElement().asString().contains("-pl labs/" + LAB + " ");
    assertThat(calls("java")).singleElement().asString().endsWith("LabCli " + command);
  }

  @Test
  void makingALabNeedsTheParserOfTheCompiler() throws Exception {
    lab("new", "base", "--dry-run");
    assertThat(calls("maven")).singleElement().asString().contains("-pl vertx-commons/runner ");
    assertThat(calls("java"))
        .singleElement()
        .asString()
        .contains("--add-exports jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED")
        .endsWith("LabCli new base --dry-run");
  }

  @Test
  void aCompileErrorIsShownAsFileLineAndMessage() throws Exception {
    program("bin/mvn", FAKE_MAVEN.formatted("3.9.9") + COMPILE_ERROR.formatted(source));
    var run = lab("run", "7");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("labs/" + LAB + "/src/main/java/A.java:12: cannot find symbol\n  symbol: x\n")
        .doesNotContain("[ERROR]", "Unsafe", "Help 1");
    assertThat(calls("java")).isEmpty();
    assertThat(lab("run", "7").code()).isEqualTo(2);
    assertThat(calls("maven")).hasSize(2);
  }

  @Test
  void anyOtherBuildFailurePointsToTheLog() throws Exception {
    program(
        "bin/mvn",
        FAKE_MAVEN.formatted("3.9.9")
            + "echo '[ERROR] Could not resolve a:b:1'; printf '\\033[0m'; exit 1\n");
    var run = lab("run", "7");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Could not resolve a:b:1", "build.log");
  }

  @ParameterizedTest
  @CsvSource({"3.6.3, true", "3.7.0, true", "3.8.0, false", "3.9.11, false", "4.0.0, false"})
  void anOldMavenIsReplacedByTheWrapper(String version, boolean wrapper) throws Exception {
    program("bin/mvn", FAKE_MAVEN.formatted(version));
    program("a check out/mvnw", FAKE_MAVEN.formatted("3.9.9").replace("/maven", "/wrapper"));
    lab("run", "7");
    assertThat(calls("wrapper")).hasSize(wrapper ? 1 : 0);
    assertThat(calls("maven")).hasSize(wrapper ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"21.0.2, false", "22, false", "23.0.1, true", "25, true"})
  void flagsFitTheJdk(String version, boolean unsafeFlag) throws Exception {
    jdk("jvm/jdk-25", version);
    lab("run", "7");
    assertThat(calls("java").getFirst().contains("--sun-misc-unsafe-memory-access=allow"))
        .isEqualTo(unsafeFlag);
  }

  @Test
  void anOlderJavaOnThePathIsPassedOver() throws Exception {
    jdk("old", "17.0.9");
    Files.createSymbolicLink(root.resolve("bin/java"), root.resolve("old/bin/java"));
    assertThat(lab("run", "7").code()).isZero();
    assertThat(calls("java").getFirst()).startsWith("25.0.1");
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    jdk("jvm/jdk-25", "20.0.1");
    var run = lab("run", "7");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("JDK 21", "JAVA_HOME");
  }

  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      if [ "$1" = -v ]; then echo 'Apache Maven %s (abc)'; exit; fi
      echo "$@" >> "$CALLS/maven"
      echo '[INFO] Building Circuit Breakers 1.0.0-SNAPSHOT                  [1/1]'
      cd "$(dirname "$2")" || exit
      while [ "$1" != -pl ] && [ $# -gt 1 ]; do shift; done
      if [ $# -gt 1 ]; then
        mkdir -p "$2/target" && : > "$2/target/a.jar" && : > "$CALLS/lib.jar"
        printf %%s "$CALLS/lib.jar" > "$2/target/runtime-classpath"
      fi
      """;

  private static final String COMPILE_ERROR =
      """
      cat <<'END'
      [INFO] -----
      [ERROR] COMPILATION ERROR :
      [INFO] -----
      [ERROR] WARNING: sun.misc.Unsafe is going
      [ERROR] %1$s:[12,5] cannot find symbol
        symbol: x
      [INFO] 1 error
      [INFO] -----
      [ERROR] Failed to execute goal
      [ERROR] %1$s:[12,5] cannot find symbol
      [ERROR] -> [Help 1]
      END
      exit 1
      """;

  private record Run(int code, String err) {}

  private Run lab(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("./lab"));
    command.addAll(List.of(arguments));
    return run(home, command);
  }

  private Run run(Path folder, List<String> command) throws Exception {
    var err = root.resolve("err").toFile();
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(err);
    var env = builder.environment();
    env.keySet().removeAll(List.of("JAVA_HOME", "MAVEN_OPTS", "LAB_JAVA_OPTS"));
    env.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    env.put("HOME", root.resolve("user").toString());
    env.put("CALLS", root.toString());
    var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(err.toPath()));
  }

  private String withoutTheJdksOfThisMachine(String script) {
    var here = script.replace("/usr/lib/jvm", root + "/jvm");
    for (var place : List.of("/usr/java", "/opt/java", "/opt/homebrew", "/Library/Java")) {
      here = here.replace(" " + place, " " + root + place);
    }
    return here;
  }

  /** How a program was called, a line a call. */
  private List<String> calls(String program) throws IOException {
    var file = root.resolve(program);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void jdk(String folder, String version) throws IOException {
    jdk(folder, version, "");
  }

  private void jdk(String folder, String version, String then) throws IOException {
    program(folder + "/bin/javac", "#!/bin/sh\n");
    program(
        folder + "/bin/java",
        "#!/bin/sh\necho '%s' \"$@\" >> \"$CALLS/java\"\n".formatted(version) + then);
    Files.writeString(
        root.resolve(folder).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private void program(String path, String script) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, script, StandardCharsets.UTF_8);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void write(String path, String text) throws IOException {
    var file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Sources a minute old, a build half a minute old, changes now: no step is lost in a tick. */
  private void makeOld() throws IOException {
    try (var files = Files.walk(home)) {
      for (var file : files.toList()) {
        age(file, 60);
      }
    }
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private void change(Path file) throws Exception {
    age(home.resolve(".lab/" + LAB + "/built"), 30);
    age(file, 0);
    lab("run", "7");
    age(file, 60);
  }
}
