package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;

/** A visit asks the next service, as often and with what stand-in its policy says. */
record NextCall(Visit visit, NextService next) {
  Future<Downstream> run() {
    return visit.policy().instead(visit).map(Future::succeededFuture).orElseGet(() -> call(1));
  }

  private Future<Downstream> call(int tries) {
    var station = visit.station();
    station.meters().called();
    return visit
        .task()
        .call(next.ask(visit))
        .onSuccess(below -> station.downstream().add(below.workMs()))
        .onSuccess(below -> visit.policy().heard(visit, below))
        .recover(failure -> failed(failure, tries));
  }

  private Future<Downstream> failed(Throwable failure, int tries) {
    return visit
        .policy()
        .again(visit, tries, Problem.from(failure))
        .map(pause -> visit.task().pause(pause).compose(over -> call(tries + 1)))
        .orElseGet(() -> Future.failedFuture(failure));
  }
}
