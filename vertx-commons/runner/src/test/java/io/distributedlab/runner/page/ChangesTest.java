package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.runner.page.Reading.State;
import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Reading SILENT = Reading.of(Problem.peerLate("a", Duration.ofSeconds(1)));
  private static final Reading DOWN = Reading.of(Problem.peerFailed("a", "refused"));

  private final Changes changes = new Changes();

  @Test
  void whatIsSeenForTheFirstTimeIsNoChange() {
    assertThat(changes.since(Map.of("a", reading(1, 0), "b", DOWN))).isEmpty();
  }

  @Test
  void aChangeInSeveralServicesIsToldOnce() {
    changes.since(Map.of("a", reading(1, 0), "b", reading(1, 0)));
    assertThat(changes.since(new TreeMap<>(Map.of("a", reading(2, 0), "b", reading(2, 30)))))
        .isEqualTo(
            new JsonArray().add(change("size: 1 → 2", "a, b")).add(change("late: 0 → 30", "b")));
    assertThat(changes.since(Map.of("a", reading(2, 0), "b", reading(2, 30)))).isEmpty();
  }

  @Test
  void aServiceGoesAndComesBackWithWhatItHasThen() {
    changes.since(Map.of("a", reading(1, 30)));
    assertThat(changes.since(Map.of("a", SILENT)))
        .isEqualTo(new JsonArray().add(change("does not answer", "a")));
    assertThat(changes.since(Map.of("a", DOWN)))
        .isEqualTo(new JsonArray().add(change("is down", "a")));
    assertThat(changes.since(Map.of("a", reading(1, 0))))
        .isEqualTo(
            new JsonArray().add(change("answers again", "a")).add(change("late: 30 → 0", "a")));
  }

  @Test
  void onlyFaultsThatAreNotAtTheirDefaultsAreActive() {
    assertThat(reading(1, 0).activeFaults()).isEmpty();
    assertThat(reading(1, 30).activeFaults()).isEqualTo(new JsonObject().put("late", 30));
    assertThat(DOWN.activeFaults()).isEmpty();
  }

  private static Reading reading(int size, int late) {
    return new Reading(State.UP, Scrape.EMPTY, knob("size", 1, size), knob("late", 0, late));
  }

  private static JsonObject knob(String name, int initial, int value) {
    return new JsonObject()
        .put("values", new JsonObject().put(name, value))
        .put(
            "knobs",
            new JsonArray().add(new JsonObject().put("name", name).put("default", initial)));
  }

  private static JsonObject change(String what, String where) {
    return new JsonObject().put("what", what).put("where", where);
  }
}
