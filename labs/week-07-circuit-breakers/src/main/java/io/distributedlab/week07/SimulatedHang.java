package io.distributedlab.week07;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.theory.Queueing;
import io.distributedlab.service.time.Agenda;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A hang without a breaker in virtual time: the slots of the client, calls of the hanging backends
 * that wait for their timeout, and unrelated calls that are short. Ten minutes of it, because in a
 * few seconds the share that gets a slot is off by a tenth now and then.
 */
final class SimulatedHang {
  private static final double DATA_RATE = 100;
  private static final double DATA_MS = 500;
  private static final double OTHER_RATE = 150;
  private static final double OTHER_MS = 10;
  private static final double END_MS = 600_000;

  private final Agenda agenda = new Agenda();
  private final OutboundSlots slots;
  private final SplittableRandom random;
  private int others;
  private int succeeded;

  private SimulatedHang(int slots, long seed) {
    this.slots = new OutboundSlots(() -> slots);
    this.random = new SplittableRandom(seed);
  }

  /** The share of unrelated calls that get a slot, for each of these numbers of slots. */
  static List<Measure> measures(long seed, int... slots) {
    double offered = (DATA_RATE * DATA_MS + OTHER_RATE * OTHER_MS) / 1000;
    return IntStream.of(slots)
        .mapToObj(
            n ->
                Measure.share(ExercisePhases.success(n), new SimulatedHang(n, seed).run())
                    .predicted(1 - Queueing.erlangB(offered, n)))
        .toList();
  }

  private double run() {
    next(DATA_RATE, this::data);
    next(OTHER_RATE, this::other);
    agenda.run();
    return succeeded / (double) others;
  }

  private void data() {
    next(DATA_RATE, this::data);
    hold(DATA_MS);
  }

  private void other() {
    next(OTHER_RATE, this::other);
    others++;
    hold(OTHER_MS).onSuccess(done -> succeeded++);
  }

  private Future<Void> hold(double ms) {
    return slots.hold(
        () -> {
          Promise<Void> over = Promise.promise();
          agenda.after(ms, over::complete);
          return over.future();
        });
  }

  private void next(double rate, Runnable arrival) {
    double gap = -Math.log(1 - random.nextDouble()) * 1000 / rate;
    if (agenda.now() + gap < END_MS) {
      agenda.after(gap, arrival);
    }
  }
}
