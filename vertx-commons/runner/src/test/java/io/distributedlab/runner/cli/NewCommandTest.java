package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lab new} in a checkout with one lab. That what it makes is sound is tested elsewhere. */
class NewCommandTest {
  private static final String LAB = "io.distributedlab.runner.Lab";
  private static final String POM =
      """
      <project>
        <modules>
          <module>labs/base-echo-chain</module>
        </modules>
        <profiles/>
      </project>
      """;

  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aCheckout() throws IOException {
    Files.createDirectories(home.resolve("labs/base-echo-chain"));
    Files.createFile(home.resolve("labs/base-echo-chain/pom.xml"));
    Files.writeString(home.resolve("pom.xml"), POM);
  }

  @Test
  void aLabIsAFolderAndALineInTheList() throws IOException {
    assertThat(lab("new", "my-chain")).as(err.toString()).isZero();
    assertThat(home.resolve("pom.xml"))
        .content()
        .isEqualTo(POM.replace("  </modules>", "    <module>labs/my-chain</module>\n  </modules>"));
    assertThat(home.resolve("labs/my-chain/infra/dashboard.json"))
        .content()
        .contains("\"uid\" : \"lab-00-my-chain\"", "\"title\" : \"service-b\"");
    assertThat(home.resolve("labs/my-chain/target")).doesNotExist();
    assertThat(out.toString())
        .contains("./lab run my-chain", "./lab prove my-chain", "http://localhost:7070");
    try (var left = Files.list(home.resolve("labs"))) {
      assertThat(left).extracting(Path::getFileName).hasSize(2);
    }
  }

  @Test
  void aDryRunNamesTheFilesThatARunWrites() throws IOException {
    var before = files();
    assertThat(lab("new", "my-chain", "--with", "postgres", "--dry-run")).isZero();
    assertThat(files()).isEqualTo(before);
    var named = out.toString().lines().filter(line -> line.startsWith("labs/")).toList();
    lab("new", "my-chain", "--with", "postgres");
    var written = files().keySet().stream().filter(file -> file.startsWith("labs/my-chain/"));
    assertThat(written.filter(file -> !file.endsWith("/"))).containsExactlyElementsOf(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "My-chain",
        "7-chains",
        "my_chain",
        "my-",
        "../chain",
        "a-name-of-forty-one-characters-is-too-long",
        "week-08",
        "week-99-mine",
        "base",
        "base-two",
        "lab-runner",
        "distributed-lab",
        "echo-chain",
        "cache-aside"
      })
  void aNameThatCannotBeIsRefused(String name) throws IOException {
    refused("new", name);
    assertThat(err.toString()).contains("'" + name + "'").containsAnyOf("take another", "take 2");
  }

  @Test
  void aLabIsNotOverwritten() throws IOException {
    Files.createDirectories(home.resolve("labs/begun"));
    refused("new", "begun");
    assertThat(err.toString()).contains("There is a lab 'begun'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--services Gateway | 'Gateway' cannot be the name of a service",
        "--services gateway,,a | '' cannot be",
        "--services a-name-of-21-letters- | cannot be",
        "--services a,b,a | There are two services 'a'",
        "--services a-b,ab | would be one class",
        "--services a,b,c,d,e,f,g | 1 to 6 services, not 7",
        "--services grafana | No service can be called 'grafana'",
        "--with redis --services redis | No service can be called 'redis'",
        "--with bus --services a | name two services or more",
        "--with mysql | There is no 'mysql' to make a lab with: take redis, postgres, kafka, bus",
        "--from week-07 | not built yet",
        "--from week-53 | There is no lab '53'",
        "--from base --with redis | leave out --services and --with"
      })
  void whatCannotBeMadeIsToldInASentence(String options, String told) throws IOException {
    refused(("new my-chain " + options).split(" ", -1));
    assertThat(err.toString()).contains(told);
  }

  @Test
  void withoutAListOfModulesNothingIsLeft() throws IOException {
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    refused("new", "my-chain");
    assertThat(err.toString()).contains("no list of modules");
  }

  @Test
  void whenTheFolderCannotBePutInItsPlaceNothingIsLeft() throws IOException {
    Files.createSymbolicLink(home.resolve("labs/my-chain"), Path.of("nowhere"));
    refused("new", "my-chain");
    assertThat(err.toString()).contains("cannot be written, and nothing of it is left");
  }

  @Test
  void whenTheListCannotBeWrittenNothingIsLeft() throws IOException {
    Files.createDirectories(home.resolve(".pom.xml.new/full"));
    refused("new", "my-chain");
    assertThat(err.toString()).contains("cannot be written, and nothing of it is left");
  }

  @Test
  void whatIsNoLabCannotBeCopied() throws IOException {
    write("labs/odd/pom.xml", "");
    refused("new", "my-chain", "--from", "odd");
    assertThat(err.toString()).contains("'odd' is not made as labs are");
  }

  @Test
  void aCopyIsCalledByItsOwnName() throws IOException {
    var lab = "labs/week-07-circuit-breakers/";
    write(lab + "pom.xml", "<artifactId>week-07-circuit-breakers</artifactId>");
    write(
        lab + "src/main/resources/META-INF/services/" + LAB,
        "io.distributedlab.week07.Week07Lab\n");
    write(
        lab + "src/main/java/io/distributedlab/week07/Week07Lab.java",
        """
        package io.distributedlab.week07;

        class Week07Lab {
          Object lab = lab(7, "week-07-circuit-breakers", "Circuit Breakers");
        }
        """);
    write(lab + "stubs/io/distributedlab/week07/Yours.java", "class Yours extends Week07Lab {}\n");
    write(lab + "docker-compose.yml", "name: lab-07-circuit-breakers\n");
    write(lab + "infra/dashboard.json", "\"title\" : \"Breakers\", \"title\" : \"up\"");
    write(
        lab + "README.md",
        "./lab check 7 4, ./lab run 07. k6 run circuit-breakers.js, run 70, kept in week-07-of.");
    write(lab + "target/classes/x", "");

    assertThat(lab("new", "mine", "--from", "week-07")).as(err.toString()).isZero();

    var mine = files();
    mine.keySet().removeIf(file -> !file.startsWith("labs/mine/"));
    assertThat(mine)
        .containsEntry("labs/mine/pom.xml", "<artifactId>mine</artifactId>")
        .containsEntry(
            "labs/mine/src/main/resources/META-INF/services/" + LAB,
            "io.distributedlab.mine.MineLab\n")
        .containsEntry(
            "labs/mine/src/main/java/io/distributedlab/mine/MineLab.java",
            """
            package io.distributedlab.mine;

            class MineLab {
              Object lab = lab(0, "mine", "Mine");
            }
            """)
        .containsEntry(
            "labs/mine/stubs/io/distributedlab/mine/Yours.java", "class Yours extends MineLab {}\n")
        .containsEntry("labs/mine/docker-compose.yml", "name: lab-00-mine\n")
        .containsEntry("labs/mine/infra/dashboard.json", "\"title\" : \"Mine\", \"title\" : \"up\"")
        .containsEntry(
            "labs/mine/README.md",
            "./lab check mine 4, ./lab run mine. k6 run circuit-breakers.js, run 70, kept in mine-of.")
        .doesNotContainKey("labs/mine/target/classes/x");
  }

  @Test
  void whatAKilledRunHasLeftIsInNobodysWay() throws IOException {
    var left = Files.createDirectories(home.resolve("labs/.my-chain.new"));
    Files.createFile(left.resolve("pom.xml"));
    assertThat(lab("list")).isZero();
    assertThat(out.toString()).doesNotContain(".my-chain");
    assertThat(lab("new", "my-chain")).isZero();
    assertThat(left).doesNotExist();
  }

  private void refused(String... arguments) throws IOException {
    var before = files();
    assertThat(lab(arguments)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  private void write(String path, String text) throws IOException {
    var file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Every file and folder below the checkout, and the text of files. */
  private SortedMap<String, String> files() throws IOException {
    var found = new TreeMap<String, String>();
    try (var all = Files.walk(home)) {
      for (var file : all.toList()) {
        var isFile = Files.isRegularFile(file);
        found.put(
            home.relativize(file) + (isFile ? "" : "/"), isFile ? Files.readString(file) : "");
      }
    }
    return found;
  }

  private int lab(String... arguments) {
    return Typed.in(home, out, err, arguments);
  }
}
