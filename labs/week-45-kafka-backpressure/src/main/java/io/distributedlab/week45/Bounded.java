package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.HIGH;
import static io.distributedlab.week45.Week45Knobs.LOW;
import static io.distributedlab.week45.Week45Knobs.MAX_IN_FLIGHT;

/** A window of records in flight, one per key; takes no more when it holds enough. */
class Bounded extends Windowed {
  Bounded(Tools tools) {
    super(tools);
  }

  @Override
  int window() {
    return knobs().get(MAX_IN_FLIGHT);
  }

  @Override
  int high() {
    return knobs().get(HIGH);
  }

  @Override
  int low() {
    return knobs().get(LOW);
  }

  @Override
  void dispatch() {
    for (var next = next(); next != null; next = next()) {
      follow(next, processing().process(next));
    }
  }
}
