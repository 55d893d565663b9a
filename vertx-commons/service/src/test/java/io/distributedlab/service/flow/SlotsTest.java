package io.distributedlab.service.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.flow.Slots.Ticket;
import io.distributedlab.service.http.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots(() -> 2, () -> 2);
  private final List<String> begun = new ArrayList<>();
  private final Map<String, Ticket> tickets = new HashMap<>();

  private void enter(String... names) {
    for (var name : names) {
      tickets.put(name, slots.enter(() -> begun.add(name)));
    }
  }

  private Ticket ticket(String name) {
    return Objects.requireNonNull(tickets.get(name));
  }

  @Test
  void servesInOrderOfArrival() {
    enter("a", "b", "c", "d");
    assertThat(begun).containsExactly("a", "b");
    assertThat(slots.queued()).isEqualTo(2);
    ticket("b").leave();
    ticket("a").leave();
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aLineOfItsOwnSaysWhoIsNext() {
    var one = new Slots(() -> 1, () -> 10, new NewestFirst());
    var order = new ArrayList<String>();
    var first = one.enter(() -> order.add("a"));
    var second = one.enter(() -> order.add("b"));
    one.enter(() -> order.add("c"));
    one.enter(() -> order.add("d"));
    second.leave();
    assertThat(one.queued()).isEqualTo(2);
    first.leave();
    assertThat(order).containsExactly("a", "d");
  }

  private static final class NewestFirst implements Slots.Line {
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();

    @Override
    public void add(Ticket ticket) {
      waiting.push(ticket);
    }

    @Override
    public Ticket next() {
      return waiting.pop();
    }

    @Override
    public void remove(Ticket ticket) {
      waiting.remove(ticket);
    }

    @Override
    public int size() {
      return waiting.size();
    }
  }

  @Test
  void refusesWhenTheQueueIsFull() {
    enter("a", "b", "c", "d");
    assertThatThrownBy(() -> enter("e"))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(503));
    assertThat(slots.busy()).isEqualTo(2);
    assertThat(slots.queued()).isEqualTo(2);
  }

  @Test
  void whoLeavesTheQueueNeverBegins() {
    enter("a", "b", "c", "d");
    ticket("c").leave();
    ticket("a").leave();
    assertThat(begun).containsExactly("a", "b", "d");
    assertThat(ticket("c").begun()).isFalse();
  }

  @Test
  void leavingTwiceFreesOneSlot() {
    enter("a", "b", "c");
    ticket("a").leave();
    ticket("a").leave();
    assertThat(slots.busy()).isEqualTo(2);
    ticket("b").leave();
    ticket("c").leave();
    assertThat(slots.busy()).isZero();
  }

  @Test
  void workThatEndsAtOnceLetsAllWhoWaitInWithoutNesting() {
    var one = new Slots(() -> 1, () -> Integer.MAX_VALUE);
    var waiting = new ArrayDeque<Ticket>();
    var ended = new ArrayList<Integer>();
    var busy = one.enter(() -> {});
    for (var i = 0; i < 100_000; i++) {
      var number = i;
      waiting.add(
          one.enter(
              () -> {
                ended.add(number);
                waiting.remove().leave();
              }));
    }
    busy.leave();
    assertThat(ended).hasSize(100_000).isSorted();
    assertThat(one.busy() + one.queued()).isZero();
  }

  @Test
  void whoEntersFromWorkThatBeginsFindsTheSameLimits() {
    var two = new Slots(() -> 2, () -> 1);
    var inside = new ArrayList<Ticket>();
    two.enter(
        () -> {
          inside.add(two.enter(() -> begun.add("slot")));
          inside.add(two.enter(() -> begun.add("queue")));
          assertThatThrownBy(() -> two.enter(() -> {})).isInstanceOf(Problem.class);
        });
    assertThat(begun).containsExactly("slot");
    assertThat(inside).extracting(Ticket::begun).containsExactly(true, false);
    assertThat(two.queued()).isEqualTo(1);
  }

  @Test
  void workThatThrowsKeepsItsSlotAndTheNextArrivalBegins() {
    assertThatThrownBy(
            () ->
                slots.enter(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    enter("a");
    assertThat(begun).containsExactly("a");
    assertThat(slots.busy()).isEqualTo(2);
  }

  @Test
  void neverServesMoreThanItHasSlotsAndEndsEmpty() {
    var random = new SplittableRandom(7);
    var open = new ArrayList<Ticket>();
    for (var i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 55) {
        try {
          open.add(slots.enter(() -> {}));
        } catch (Problem full) {
          assertThat(slots.queued()).isEqualTo(2);
        }
      } else if (!open.isEmpty()) {
        open.remove(random.nextInt(open.size())).leave();
      }
      assertThat(slots.busy()).isEqualTo(Math.min(2, open.size()));
      assertThat(slots.queued()).isEqualTo(Math.max(0, open.size() - 2));
    }
    open.forEach(Ticket::leave);
    assertThat(slots.busy() + slots.queued()).isZero();
  }
}
