package io.distributedlab.week51;

import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Scrape;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Waits until no service works any more: also not for clients that have left. */
record Drain(PhaseRun run, Vertx vertx) {
  private static final long POLL_MS = 50;
  private static final int POLLS = 400;

  static Drain of(PhaseRun run) {
    return new Drain(run, Vertx.currentContext().owner());
  }

  /** Begins to look when the load has been sent. */
  Future<Void> after(Duration load) {
    return vertx.timer(load.toMillis() + POLL_MS).compose(sent -> poll(POLLS));
  }

  private Future<Void> poll(int left) {
    return visits()
        .compose(
            visits ->
                visits == 0 || left == 0
                    ? Future.succeededFuture()
                    : vertx.timer(POLL_MS).compose(waited -> poll(left - 1)));
  }

  private Future<Double> visits() {
    var services = run.stage().deployment().services().stream();
    return Future.all(services.map(run.stage()::scrape).toList())
        .map(all -> all.<Scrape>list().stream().mapToDouble(s -> s.sum("deadline_visits")).sum());
  }
}
