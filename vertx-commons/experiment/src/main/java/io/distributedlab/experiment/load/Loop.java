package io.distributedlab.experiment.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;

/** A load being put on a service by one event loop with a client of its own. */
abstract class Loop extends VerticleBase {
  /**
   * @param zero start of measuring on the clock of {@link System#nanoTime()}
   */
  record Plan(Load load, URI target, long seed, Duration warmUp, long zero) {}

  private static final int HTTP2_CONNECTIONS = 4;

  final Plan plan;
  private final Promise<LoadResult> result = Promise.promise();

  Loop(Plan plan) {
    this.plan = plan;
  }

  @Override
  public final Future<?> start() {
    var load = plan.load();
    var pool =
        new PoolOptions().setHttp1MaxSize(load.inFlightAtMost()).setHttp2MaxSize(HTTP2_CONNECTIONS);
    var client = vertx.createHttpClient(protocol(load), pool);
    begin(new Traffic(vertx, client, load, plan.target(), plan.seed(), plan.zero()));
    return Future.succeededFuture();
  }

  final Future<LoadResult> result() {
    return result.future();
  }

  abstract void begin(Traffic traffic);

  final void finish(Traffic traffic) {
    result.tryComplete(traffic.result());
  }

  /** A request that cannot even be made ends the run. */
  final void fail(Throwable cause) {
    result.tryFail(cause);
  }

  private static HttpClientOptions protocol(Load load) {
    var options = new HttpClientOptions().setConnectTimeout(2000);
    return load.usesHttp2()
        ? options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false)
        : options;
  }
}
