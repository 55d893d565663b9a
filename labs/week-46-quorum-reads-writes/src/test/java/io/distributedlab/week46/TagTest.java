package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {
  @Test
  void theCounterDecidesAndThenTheNode() {
    assertThat(new Tag(2, "a").newerThan(new Tag(1, "b"))).isTrue();
    assertThat(new Tag(1, "b").newerThan(new Tag(1, "a"))).isTrue();
    assertThat(new Tag(1, "a").newerThan(new Tag(1, "a"))).isFalse();
    assertThat(new Tag(1, "a").newerThan(Tag.NONE)).isTrue();
  }

  @Test
  void textAndBack() {
    var tag = new Tag(115_343_360_000_000_123L, "coordinator-1");
    assertThat(Tag.parse(tag.toString())).isEqualTo(tag);
    assertThat(Tag.parse(Tag.NONE.toString())).isEqualTo(Tag.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "@a",
        "-1@a",
        "7@A",
        "7@a@b",
        "4611686018427387905@a",
        "9999999999999999999@a",
        " 7@a"
      })
  void whatIsNoTagIsInvalid(String text) {
    assertThatThrownBy(() -> Tag.parse(text)).isInstanceOf(Problem.class);
  }

  @Test
  void mergingKeepsTheNewestInAnyOrder() {
    var a = new Entry("k", new Tag(1, "a"), "1");
    var b = new Entry("k", new Tag(2, "a"), null);
    var c = new Entry("k", new Tag(2, "b"), "3");
    assertThat(a.merge(b).merge(c)).isEqualTo(c);
    assertThat(c.merge(b).merge(a)).isEqualTo(c);
    assertThat(c.merge(c)).isEqualTo(c);
    assertThat(Entry.absent("k").merge(b)).isEqualTo(b);
  }
}
