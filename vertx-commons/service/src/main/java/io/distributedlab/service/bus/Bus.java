package io.distributedlab.service.bus;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Json;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.ServerSpans;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records over the event bus, as JSON. Delivery is at most once: a request that gets no answer in
 * time fails with a 504 problem, which means the outcome is unknown, never that nothing happened.
 */
public final class Bus {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final EventBus bus;
  private final Telemetry telemetry;
  private final Clock clock;
  private final Supplier<Future<Void>> strike;

  /**
   * @param strike runs before the handler of every request: the faults of a lab, or nothing
   */
  public Bus(EventBus bus, Telemetry telemetry, Clock clock, Supplier<Future<Void>> strike) {
    this.strike = strike;
    this.bus = bus;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /**
   * Answers requests to an address. Done when the whole cluster knows the consumer; until then
   * callers find nobody, so a verticle's start waits for it.
   */
  public <Q, A> Future<Void> serve(
      String address, Class<Q> type, Function<BusRequest<Q>, Future<A>> handler) {
    return consume(
        address,
        message ->
            read(message, type)
                .compose(request -> strike.get().compose(spared -> handler.apply(request)))
                .onComplete(
                    answer -> message.reply(Json.write(answer)),
                    failure -> fail(message, failure)));
  }

  /** Takes events of an address. Done when the whole cluster knows the consumer. */
  public <E> Future<Void> subscribe(String address, Class<E> type, Function<E, Future<?>> handler) {
    return consume(
        address,
        telemetry.consume(
            "process " + address,
            message -> read(message, type).compose(event -> handler.apply(event.message()))));
  }

  /** Asks and waits, at most 5 s. */
  public <A> Future<A> request(String address, Object message, Class<A> answer) {
    return request(address, message, answer, DEFAULT_TIMEOUT);
  }

  /**
   * Asks and waits. Fails with the problem that the other side answered, 502 when nobody is there,
   * or 504 when the outcome is unknown.
   */
  public <A> Future<A> request(String address, Object message, Class<A> answer, Duration timeout) {
    if (timeout.toMillis() == 0) {
      return Future.failedFuture(Problem.peerLate(address, timeout));
    }
    var options =
        options()
            .setSendTimeout(timeout.toMillis())
            .addHeader(Deadline.HEADER, Long.toString(timeout.toMillis()));
    return bus.<Buffer>request(address, Json.write(message), options)
        .map(reply -> Json.read(reply.body(), answer))
        .recover(failure -> Future.failedFuture(problem(address, timeout, failure)));
  }

  /** To all consumers of the address, without an answer. */
  public void publish(String address, Object event) {
    bus.publish(address, Json.write(event), options());
  }

  /** To one consumer of the address, without an answer. */
  public void send(String address, Object event) {
    bus.send(address, Json.write(event), options());
  }

  private Future<Void> consume(String address, Handler<Message<Buffer>> handler) {
    MessageConsumer<Buffer> consumer = bus.consumer(address, handler);
    return consumer.completion();
  }

  private <T> Future<BusRequest<T>> read(Message<Buffer> message, Class<T> type) {
    return Future.succeededFuture(message)
        .map(
            m ->
                new BusRequest<>(
                    Json.read(m.body(), type),
                    Deadline.parse(m.headers().get(Deadline.HEADER), clock)));
  }

  private void fail(Message<?> message, Throwable failure) {
    if (!(failure instanceof Problem)) {
      telemetry.log().error("message failed", failure);
    }
    var problem = Problem.from(failure);
    if (problem.isFault()) {
      ServerSpans.failed(failure);
    }
    message.fail(problem.status(), problem.toJson().encode());
  }

  private static Problem problem(String address, Duration timeout, Throwable failure) {
    if (failure instanceof ReplyException reply) {
      return switch (reply.failureType()) {
        case ReplyFailure.TIMEOUT -> Problem.peerLate(address, timeout);
        case ReplyFailure.RECIPIENT_FAILURE ->
            Problem.fromJson(new JsonObject(String.valueOf(reply.getMessage())));
        default -> Problem.peerFailed(address, "nobody answers at " + address);
      };
    }
    return Problem.from(failure);
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions().setTracingPolicy(TracingPolicy.PROPAGATE);
  }
}
