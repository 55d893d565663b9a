package io.distributedlab.experiment.load;

import io.vertx.core.Future;

/** Users that wait for their answer and think before they ask again. */
final class ClosedLoop extends Loop {
  private int next;
  private int warming = -1;
  private int working;

  ClosedLoop(Plan plan) {
    super(plan);
  }

  @Override
  void begin(Traffic traffic) {
    working = plan.load().users();
    long untilStart = plan.zero() - plan.warmUp().toNanos() - System.nanoTime();
    vertx.setTimer(
        Math.max(1, Math.round(untilStart / 1e6)),
        started -> {
          for (int user = 0; user < plan.load().users(); user++) {
            ask(traffic);
          }
        });
  }

  private void ask(Traffic traffic) {
    long now = System.nanoTime() - plan.zero();
    if (now >= plan.load().lasting().toNanos() || next >= Arrivals.MOST) {
      working--;
      if (working == 0) {
        finish(traffic);
      }
      return;
    }
    Future.succeededFuture()
        .compose(ready -> traffic.send(now < 0 ? warming-- : next++, now))
        .onSuccess(ended -> think(traffic))
        .onFailure(this::fail);
  }

  private void think(Traffic traffic) {
    long pause = plan.load().think().toMillis();
    if (pause > 0) {
      vertx.setTimer(pause, rested -> ask(traffic));
    } else {
      context.runOnContext(rested -> ask(traffic));
    }
  }
}
