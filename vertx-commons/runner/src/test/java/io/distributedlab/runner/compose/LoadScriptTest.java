package io.distributedlab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadScriptTest {
  @TempDir Path lab = Path.of("");

  @Test
  void scriptsAreThoseOfTheFolderByName() throws IOException {
    var loadtest = Files.createDirectory(lab.resolve("loadtest"));
    Files.writeString(loadtest.resolve("steady.js"), "// Five users.\n// More.\n");
    Files.writeString(loadtest.resolve("burst.js"), "");
    Files.writeString(loadtest.resolve("notes.txt"), "no script");

    assertThat(LoadScript.of(lab))
        .extracting(LoadScript::name, LoadScript::purpose)
        .containsExactly(tuple("burst", ""), tuple("steady", "Five users."));
  }

  @Test
  void aLabWithoutThemHasNone() throws IOException {
    assertThat(LoadScript.of(lab)).isEmpty();
  }
}
