package io.distributedlab.week07;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls one after the other, 100 ms apart, so that a reader can watch a circuit change. */
final class Batch {
  private static final long GAP_MS = 100;

  private final Vertx vertx;
  private final Clock clock;
  private final Function<Request, Future<DataReply>> data;
  private final Request request;
  private final int count;
  private final List<BatchReply.Item> calls = new ArrayList<>();

  Batch(Service service, Function<Request, Future<DataReply>> data, Request request, int count) {
    this.vertx = service.vertx();
    this.clock = service.clock();
    this.data = data;
    this.request = request;
    this.count = count;
  }

  Future<BatchReply> run() {
    return callOnce()
        .compose(
            called ->
                calls.size() == count || request.abandoned()
                    ? Future.succeededFuture(BatchReply.of(calls))
                    : vertx.timer(GAP_MS).compose(rested -> run()));
  }

  private Future<Void> callOnce() {
    var started = clock.nanos();
    return data.apply(request)
        .transform(
            done -> {
              var took = TimeUnit.NANOSECONDS.toMillis(clock.nanos() - started);
              calls.add(item(done.result(), done.cause(), took));
              return Future.succeededFuture();
            });
  }

  private BatchReply.Item item(
      @Nullable DataReply reply, @Nullable Throwable failure, long tookMs) {
    var number = calls.size() + 1;
    if (reply != null) {
      return new BatchReply.Item(number, BatchReply.SUCCESS, "ok", reply.circuitState(), tookMs);
    }
    var problem = failure == null ? Problem.malformed("") : Problem.from(failure);
    var result = problem.type().equals(Refusal.TYPE) ? BatchReply.REJECTED : BatchReply.FAILED;
    var state = String.valueOf(problem.members().getOrDefault("state", "unknown"));
    return new BatchReply.Item(number, result, problem.type(), state, tookMs);
  }
}
