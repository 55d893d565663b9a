package io.distributedlab.badlab;

import io.distributedlab.otherlab.Parts;
import io.distributedlab.runner.Lab;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Uses what it must not know. */
final class Reaches {
  private Reaches() {}

  static final class IntoAnotherLab {
    int run() {
      return Parts.count();
    }
  }

  static final class AVerticleIntoTheRunner extends VerticleBase {
    @Override
    public Future<?> start() {
      return Future.succeededFuture(Lab.onClasspath());
    }
  }
}
