package io.distributedlab.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda agenda = new Agenda();
  private final List<String> happened = new ArrayList<>();

  @Test
  void whatIsPlannedHappensAtItsMomentAndInOrder() {
    plan(20, "late");
    plan(10, "first of two");
    plan(10, "second of two");
    agenda.after(5, () -> plan(2, "planned on the way"));
    agenda.run();
    assertThat(happened)
        .containsExactly("7 planned on the way", "10 first of two", "10 second of two", "20 late");
  }

  @Test
  void whatIsTakenOffDoesNotHappen() {
    var off = plan(10, "off");
    agenda.after(5, off);
    agenda.run();
    assertThat(happened).isEmpty();
    assertThat(agenda.now()).isEqualTo(5);
  }

  private Runnable plan(double ms, String what) {
    return agenda.after(ms, () -> happened.add("%.0f %s".formatted(agenda.now(), what)));
  }
}
