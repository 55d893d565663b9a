package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final SingleFlight<String> flights = new SingleFlight<>();
  private final List<Promise<String>> works = new ArrayList<>();

  @Test
  void allWhoWantTheSameShareOneWork() {
    var first = join("a");
    var second = join("a");
    var other = join("b");
    assertThat(works).hasSize(2);
    assertThat(first.leads()).isTrue();
    assertThat(second.leads()).isFalse();
    assertThat(other.leads()).isTrue();
    works.get(0).complete("x");
    assertThat(second.outcome().result()).isEqualTo("x");
    assertThat(flights.size()).isEqualTo(1);
  }

  @Test
  void whoComesAfterASuccessDoesTheWorkAnew() {
    join("a");
    works.getFirst().complete("x");
    assertThat(join("a").leads()).isTrue();
  }

  @Test
  void aFailureIsSharedWithThoseWhoWaitAndWithNobodyElse() {
    join("a");
    var waiting = join("a");
    works.getFirst().fail("no");
    assertThat(waiting.outcome().failed()).isTrue();
    var later = join("a");
    assertThat(later.leads()).isTrue();
    assertThat(later.outcome().isComplete()).isFalse();
  }

  @Test
  void whoTriesAgainWhenTheFlightFailsDoesNotGetTheFailedOne() {
    join("a");
    var again = new ArrayList<Boolean>();
    join("a").outcome().onFailure(failure -> again.add(join("a").leads()));
    works.getFirst().fail("no");
    assertThat(again).containsExactly(true);
  }

  @Test
  void workThatIsDoneAtOnceLeavesNothingBehind() {
    var seat = flights.join("a", () -> Future.failedFuture("no"));
    assertThat(seat.outcome().failed()).isTrue();
    assertThat(flights.flying("a")).isFalse();
  }

  private SingleFlight.Seat<String> join(String key) {
    return flights.join(
        key,
        () -> {
          var work = Promise.<String>promise();
          works.add(work);
          return work.future();
        });
  }
}
