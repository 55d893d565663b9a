package io.distributedlab.experiment.load;

import org.jspecify.annotations.Nullable;

/**
 * One request that was due. Times are nanoseconds from the start of measuring.
 *
 * @param index position in the schedule: equal in variants that share a seed
 * @param intended when the schedule wanted it sent
 * @param sent when it was handed to the client
 * @param done when the answer was complete, the caller left, or the attempt failed
 * @param status HTTP status, 0 without an answer
 * @param key what the request was about, as its {@link Request} says
 * @param traceId from the response header X-Trace-Id
 * @param reply the whole answer, when the load keeps replies
 */
public record Sample(
    int index,
    long intended,
    long sent,
    long done,
    Outcome outcome,
    int status,
    @Nullable String key,
    @Nullable String traceId,
    @Nullable Reply reply) {

  /** One outside of any schedule: its time begins when it is sent. */
  public static Sample unscheduled(int index, Request request, Reply reply, long nanos) {
    var outcome = Outcome.of(reply.status());
    return new Sample(
        index, 0, 0, nanos, outcome, reply.status(), request.key(), traceId(reply), reply);
  }

  static @Nullable String traceId(@Nullable Reply reply) {
    return reply == null ? null : reply.headers().get("X-Trace-Id");
  }

  /** From the intended send time, so that a late generator does not hide a slow service. */
  public long latencyNanos() {
    return done - intended;
  }

  public double latencyMs() {
    return latencyNanos() / 1e6;
  }

  public boolean succeeded() {
    return outcome == Outcome.SUCCESS;
  }
}
