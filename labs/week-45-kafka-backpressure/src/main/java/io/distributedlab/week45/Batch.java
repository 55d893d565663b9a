package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.BATCH_RECORDS;
import static io.distributedlab.week45.Week45Knobs.LINGER;

import java.util.ArrayList;
import java.util.List;

/**
 * As bounded, with one call for up to B records: full, or after a linger. A call costs a + b·n, so
 * one call after the other does B / (a + b·B) records per second, where single ones do 1 / (a + b).
 */
final class Batch extends Bounded {
  private boolean lingering;

  Batch(Tools tools) {
    super(tools);
  }

  @Override
  void dispatch() {
    while (startable() >= knobs().get(BATCH_RECORDS)) {
      call();
    }
    if (startable() > 0 && !lingering) {
      lingering = true;
      after(knobs().get(LINGER).toMillis()).onComplete(waited -> callThin());
    }
  }

  private void callThin() {
    lingering = false;
    if (startable() > 0) {
      call();
    }
    dispatch();
  }

  private void call() {
    List<Delivery> together = new ArrayList<>();
    for (int left = knobs().get(BATCH_RECORDS); left > 0; left--) {
      var next = next();
      if (next == null) {
        break;
      }
      together.add(next);
    }
    var results = processing().process(together);
    for (int i = 0; i < together.size(); i++) {
      follow(together.get(i), results.get(i));
    }
  }
}
