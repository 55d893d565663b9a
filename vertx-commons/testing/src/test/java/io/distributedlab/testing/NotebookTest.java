package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runbooks, sound and with one thing wrong; and links. */
class NotebookTest {
  private static final String SOUND =
      """
      ---
      shell: bash
      ---
      # Runbook

      ```bash {"name":"ask","tag":"demo","interactive":"false"}
      curl --fail --max-time 5 localhost:8000
      ```

      ```text
      output
      ```
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aSoundNotebookHasNoProblems() throws IOException {
    assertThat(Notebook.problemsOf(document(SOUND))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shell: bash | shell: zsh | does not say shell",
        "\"name\":\"ask\", | | missing or not unique",
        "\"tag\" | \"tags\" | unknown attribute",
        "\"demo\" | \"show\" | unknown tag",
        "\"ask\" | \"as}k\" | a brace in a value",
        "\"false\" | \"true\" | interactive is not",
        "\"false\" | false | a value that is no text",
        "{\"name\" | {name | are no JSON",
        "curl --fail --max-time 5 | sleep 5; curl --max-time 5 | sleeps",
        " --max-time 5 | | without --max-time",
        "```text | ```cobol | neither a shell's nor text"
      })
  void eachRuleFindsWhatBreaksIt(String what, String to, String problem) throws IOException {
    var broken = SOUND.replace(what, to == null ? "" : to);
    assertThat(broken).isNotEqualTo(SOUND);
    assertThat(Notebook.problemsOf(document(broken)))
        .anySatisfy(found -> assertThat(found).contains(problem));
  }

  @Test
  void twoCellsOfOneNameAreFound() throws IOException {
    assertThat(Notebook.problemsOf(document(SOUND + SOUND.substring(SOUND.indexOf("```bash")))))
        .containsExactly("'ask' is missing or not unique");
  }

  @Test
  void linksThatLeadNowhereAreFound() throws IOException {
    Files.writeString(folder.resolve("there.md"), "# A heading, with `code`\n");
    var document =
        document(
            """
            [a](there.md) [b](there.md#a-heading-with-code) [c](#top) [d](https://example.org)
            [e](gone.md) [f](there.md#gone) [g](#gone) ![h](gone.png)

            # Top
            """);
    assertThat(document.deadLinks())
        .containsExactlyInAnyOrder("gone.md", "there.md#gone", "#gone", "gone.png");
  }

  private Markdown document(String text) throws IOException {
    return Markdown.read(Files.writeString(folder.resolve("DEMO_RUNBOOK.md"), text));
  }
}
