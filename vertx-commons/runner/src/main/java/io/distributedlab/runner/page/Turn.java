package io.distributedlab.runner.page;

import io.distributedlab.service.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Who has the lab. What is measured while somebody else loads it is worth nothing, so there is one
 * at a time. Used on one event loop.
 */
final class Turn {
  /** What takes the lab. */
  enum Holder {
    LOAD("this page sends a load: stop it first"),
    EXPERIMENT("the experiment is running: wait for it, or cancel it"),
    CHECK("an exercise is being checked: wait for it, or cancel it");

    private final String refusal;

    Holder(String refusal) {
      this.refusal = refusal;
    }
  }

  private @Nullable Holder holder;

  /**
   * @throws Problem conflict (409) while somebody has it
   */
  void take(Holder next) {
    if (holder != null) {
      throw Problem.conflict(holder.refusal);
    }
    holder = next;
  }

  /** Gives it back; nothing happens when somebody else has it. */
  void leave(Holder last) {
    holder = holder == last ? null : holder;
  }

  /**
   * @throws Problem conflict (409) while something is measured that a change would spoil
   */
  void refuseWhileMeasuring() {
    if (holder != null && holder != Holder.LOAD) {
      throw Problem.conflict(holder.refusal);
    }
  }
}
