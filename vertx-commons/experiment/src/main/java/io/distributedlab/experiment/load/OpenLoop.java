package io.distributedlab.experiment.load;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Sends when the schedule says so, whatever became of earlier requests. */
final class OpenLoop extends Loop {
  private final long[] warmUp;
  private final long[] due;
  private final Pacer pacer;
  private int fired;

  OpenLoop(Plan plan) {
    super(plan);
    warmUp = plan.load().warmUp(plan.seed(), plan.warmUp());
    long[] measured = plan.load().schedule(plan.seed());
    long lead = plan.warmUp().toNanos();
    due =
        LongStream.concat(Arrays.stream(warmUp).map(at -> at - lead), Arrays.stream(measured))
            .toArray();
    pacer = new Pacer(plan.load().name());
  }

  @Override
  void begin(Traffic traffic) {
    if (due.length == 0) {
      finish(traffic);
      return;
    }
    pacer.start(
        Arrays.stream(due).map(offset -> plan.zero() + offset).toArray(),
        context,
        slot -> fire(traffic, slot));
  }

  @Override
  public Future<?> stop() {
    pacer.stop();
    return Future.succeededFuture();
  }

  /** Warm-up requests have negative indices, so the measured ones count from 0. */
  private void fire(Traffic traffic, int slot) {
    fired++;
    Future.succeededFuture()
        .compose(now -> traffic.send(slot - warmUp.length, due[slot]))
        .onSuccess(
            ended -> {
              if (fired == due.length && traffic.idle()) {
                finish(traffic);
              }
            })
        .onFailure(this::fail);
  }
}
