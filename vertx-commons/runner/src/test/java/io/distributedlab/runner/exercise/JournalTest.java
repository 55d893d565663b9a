package io.distributedlab.runner.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.runner.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path home = Path.of("");

  @Test
  void isEmptyAtFirst() {
    assertThat(Journal.of(home).page("week-07", 1)).isEqualTo(Journal.Page.BLANK);
  }

  @Test
  void remembersAcrossRuns() {
    var first = Journal.of(home);
    var tried = Journal.Page.BLANK.tried(false, OptionalDouble.of(0.4), "100").hinted();
    first.keep("week-07", 1, tried);
    first.keep("week-07", 2, Journal.Page.BLANK.hinted());
    assertThat(Journal.of(home).page("week-07", 1)).isEqualTo(tried);
    assertThat(Journal.of(home).page("week-07", 2).hints()).isEqualTo(1);
    assertThat(Journal.of(home).page("base", 1)).isEqualTo(Journal.Page.BLANK);
  }

  @Test
  void whatIsSolvedStaysSolvedAndTheFirstErrorCounts() {
    var page =
        Journal.Page.BLANK
            .tried(false, OptionalDouble.of(0.4), "100")
            .tried(true, OptionalDouble.of(0.01), "62")
            .tried(false, OptionalDouble.of(0.9), "7");
    assertThat(page).isEqualTo(new Journal.Page(true, 3, 0, 0.4, "7"));
  }

  @Test
  void aFileThatIsNoJournalIsSaidToBeNone() throws IOException {
    Files.createDirectories(home.resolve(".lab"));
    Files.writeString(home.resolve(".lab/progress.json"), "not json");
    assertThatThrownBy(() -> Journal.of(home))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("move it away");
  }
}
