package io.distributedlab.week51;

import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Scrape;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Waits until no service works any more: also not for clients that have left. */
record Drain(PhaseRun run, Vertx vertx) {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Drain of(PhaseRun run) {
    return new Drain(run, Vertx.currentContext().owner());
  }

  /** Begins to look when the load has been sent. */
  Future<Void> after(Duration load) {
    return vertx
        .timer(load.plus(POLL).toMillis())
        .compose(sent -> run.stage().ask(POLL, PATIENCE, this::visits, visits -> visits == 0))
        .mapEmpty();
  }

  private Future<Double> visits() {
    var services = run.stage().deployment().services().stream();
    return Future.all(services.map(run.stage()::scrape).toList())
        .map(all -> all.<Scrape>list().stream().mapToDouble(s -> s.sum("deadline_visits")).sum());
  }
}
