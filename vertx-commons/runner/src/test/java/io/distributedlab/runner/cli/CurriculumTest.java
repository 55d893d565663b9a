package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.cli.Curriculum.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurriculumTest {
  private final Curriculum curriculum = Curriculum.load();

  @Test
  void hasTheBaseLabAndEveryWeekInOrder() {
    assertThat(curriculum.entries())
        .extracting(Entry::week)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 52).boxed().toList());
  }

  @Test
  void aFolderStartsWithItsWeek() {
    assertThat(curriculum.entries())
        .filteredOn(entry -> entry.week() > 0)
        .allSatisfy(e -> assertThat(e.folder()).startsWith("week-%02d-".formatted(e.week())));
  }

  @Test
  void namesAreUnique() {
    assertThat(curriculum.entries()).extracting(Entry::slug).doesNotHaveDuplicates();
  }

  @Test
  void aTrackKeepsItsOwnOrder() {
    var caching =
        curriculum.tracks().stream().filter(t -> t.name().equals("Caching Mastery")).findFirst();
    assertThat(curriculum.labsOf(caching.orElseThrow()))
        .extracting(Entry::week)
        .containsExactly(3, 8, 42, 2, 12, 22, 14, 40);
  }

  @Test
  void allTracksNameKnownWeeks() {
    assertThat(curriculum.tracks()).hasSize(10);
    assertThat(curriculum.tracks())
        .allSatisfy(track -> assertThat(track.weeks()).allMatch(week -> week >= 1 && week <= 52));
  }
}
