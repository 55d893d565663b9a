package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Problem;
import io.distributedlab.week46.Gathering.OnFailure;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Gathering on promises, completed by hand. */
class GatheringTest {
  private final Map<String, Promise<String>> asked = new LinkedHashMap<>();

  @Test
  void isEnoughAtTheKthSuccessAndListensOn() {
    var gathering = of(2);
    succeed("c");
    assertThat(gathering.enough().isComplete()).isFalse();
    succeed("a");
    assertThat(gathering.enough().result()).containsExactly("C", "A");
    succeed("b");
    assertThat(gathering.enough().result()).containsExactly("C", "A");
    assertThat(gathering.everybody().result()).containsExactly("C", "A", "B");
  }

  @Test
  void failsAsSoonAsItCannotBeEnoughAndSaysHowFarItCame() {
    var gathering = of(2);
    succeed("b");
    fail("a");
    assertThat(gathering.enough().isComplete()).isFalse();
    fail("c");
    assertThat(gathering.enough().cause())
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.type()).isEqualTo("quorum-not-met");
              assertThat(problem.members())
                  .containsEntry("acks", 1)
                  .containsEntry("needed", 2)
                  .containsEntry("outcome", "indeterminate");
            });
    assertThat(gathering.everybody().result()).containsExactly("B");
  }

  private Gathering<String> of(int needed) {
    return Gathering.of(
        List.of("a", "b", "c"),
        needed,
        OnFailure.INDETERMINATE,
        name -> asked.computeIfAbsent(name, first -> Promise.promise()).future());
  }

  private void succeed(String name) {
    Objects.requireNonNull(asked.get(name)).complete(name.toUpperCase(Locale.ROOT));
  }

  private void fail(String name) {
    Objects.requireNonNull(asked.get(name)).fail("no");
  }
}
