package io.distributedlab.experiment.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests in flight and how they ended. Lives on one event loop: no locks. */
final class Traffic {
  private final Vertx vertx;
  private final HttpClient client;
  private final Load load;
  private final URI target;
  private final long seed;
  private final long zero;
  private final List<Sample> samples = new ArrayList<>();
  private int inFlight;
  private long sent;
  private long dropped;
  private long worstLate;

  /**
   * @param zero start of measuring on the clock of {@link System#nanoTime()}
   */
  Traffic(Vertx vertx, HttpClient client, Load load, URI target, long seed, long zero) {
    this.vertx = vertx;
    this.client = client;
    this.load = load;
    this.target = target;
    this.seed = seed;
    this.zero = zero;
  }

  /** Sends request {@code index}, meant for {@code intended}; done, never failed, when it ended. */
  Future<Void> send(int index, long intended) {
    long now = System.nanoTime() - zero;
    boolean measured = index >= 0;
    if (inFlight >= load.inFlightAtMost()) {
      dropped += measured ? 1 : 0;
      return Future.succeededFuture();
    }
    if (measured) {
      sent++;
      worstLate = Math.max(worstLate, now - intended);
    }
    inFlight++;
    return new Exchange(index, intended, now).begin();
  }

  boolean idle() {
    return inFlight == 0;
  }

  LoadResult result() {
    var seen = new Samples(samples, load.lasting().toNanos(), load.lateAfter());
    var pace = new Pace(sent + dropped, sent, seen.late(), dropped, worstLate / 1e6);
    return new LoadResult(load.name(), load.service(), load.toString(), seen, pace);
  }

  /** One request on its way: ends exactly once, by its answer, a failure, or its caller leaving. */
  private final class Exchange {
    private final int index;
    private final long intended;
    private final long sentAt;
    private final Request request;
    private final Promise<Void> ended = Promise.promise();
    private long timer;
    private boolean over;
    private @Nullable HttpClientRequest wire;

    Exchange(int index, long intended, long sentAt) {
      this.index = index;
      this.intended = intended;
      this.sentAt = sentAt;
      this.request = load.request(seed, index);
    }

    Future<Void> begin() {
      leaveInTime(request.abortAfter());
      client
          .request(options())
          .compose(this::transmit)
          .compose(response -> response.body().map(body -> reply(response, body)))
          .onSuccess(reply -> end(Outcome.of(reply.status()), reply))
          .onFailure(lost -> end(Outcome.FAILED, null));
      return ended.future();
    }

    private void leaveInTime(@Nullable Duration abortAfter) {
      if (abortAfter != null && abortAfter.compareTo(load.patience()) < 0) {
        leaveAfter(abortAfter, Outcome.ABORTED);
      } else {
        leaveAfter(load.patience(), Outcome.TIMEOUT);
      }
    }

    private void leaveAfter(Duration wait, Outcome why) {
      long left = intended + wait.toNanos() - sentAt;
      timer = vertx.setTimer(Math.max(1, Math.round(left / 1e6)), fired -> leave(why));
    }

    private RequestOptions options() {
      var options =
          new RequestOptions()
              .setMethod(request.method())
              .setHost(target.getHost())
              .setPort(target.getPort())
              .setURI(request.path());
      request.headers().forEach(options::putHeader);
      return options;
    }

    private Future<HttpClientResponse> transmit(HttpClientRequest ready) {
      wire = ready;
      if (over) {
        return ready.reset().compose(gone -> Future.failedFuture("the caller has left"));
      }
      return request.body() == null ? ready.send() : ready.send(request.body());
    }

    private void leave(Outcome why) {
      end(why, null);
      if (wire != null) {
        wire.reset();
      }
    }

    private void end(Outcome outcome, @Nullable Reply reply) {
      if (over) {
        return;
      }
      over = true;
      inFlight--;
      vertx.cancelTimer(timer);
      if (index >= 0) {
        samples.add(sample(outcome, reply));
      }
      ended.complete();
    }

    private Sample sample(Outcome outcome, @Nullable Reply reply) {
      return new Sample(
          index,
          intended,
          sentAt,
          System.nanoTime() - zero,
          outcome,
          reply == null ? 0 : reply.status(),
          request.key(),
          Sample.traceId(reply),
          load.keepsReplies() ? reply : null);
    }
  }

  private static Reply reply(HttpClientResponse response, Buffer body) {
    return new Reply(response.statusCode(), response.headers(), body);
  }
}
