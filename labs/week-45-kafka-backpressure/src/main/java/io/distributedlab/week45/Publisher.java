package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.CONSUMER_MODE;
import static io.distributedlab.week45.Week45Knobs.TOPIC;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.micrometer.core.instrument.Counter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends orders to Kafka as far as {@link Admission} allows, each with a span of its own. */
final class Publisher {
  private final Service service;
  private final Admission admission;
  private final Outbox outbox;
  private final Tracer tracer;
  private final Counter produced;
  private final Counter throttled;

  Publisher(Service service, Admission admission, Outbox outbox) {
    this.service = service;
    this.admission = admission;
    this.outbox = outbox;
    this.tracer = service.telemetry().tracer();
    var meters = service.telemetry().meters();
    this.produced = meters.counter("kbp.produced");
    this.throttled = meters.counter("kbp.throttled");
    meters.gauge("kbp.accepted.rate", admission, Admission::rate);
    meters.gauge("kbp.unacknowledged", outbox, Outbox::unacknowledged);
  }

  /**
   * One order.
   *
   * @throws Problem throttled (429) or overloaded (503)
   */
  Future<Receipt> publish(Order order) {
    if (!admission.takes()) {
      throttled.increment();
      throw admission.refusal();
    }
    return send(List.of(order), true).getFirst().onSuccess(this::note);
  }

  /**
   * Many orders at once, as far as they are admitted; the trace of each is its own, linked to that
   * of the request.
   *
   * @throws Problem overloaded (503)
   */
  Future<Batch> publish(List<Order> orders) {
    var admitted = orders.stream().takeWhile(order -> admission.takes()).toList();
    throttled.increment((double) orders.size() - admitted.size());
    var sent = send(admitted, false);
    return Future.join(sent)
        .transform(done -> Future.succeededFuture(Batch.of(orders.size(), admitted.size(), sent)));
  }

  /**
   * What became of many orders.
   *
   * @param throttled refused with 429
   * @param failed sent, but not acknowledged
   */
  record Batch(int requested, int throttled, int failed, List<String> orderIds) {
    static final Batch NONE = new Batch(0, 0, 0, List.of());

    static Batch of(int requested, int admitted, List<Future<Receipt>> sent) {
      var ids =
          sent.stream().filter(Future::succeeded).map(done -> done.result().orderId()).toList();
      return new Batch(requested, requested - admitted, admitted - ids.size(), ids);
    }

    Batch plus(Batch more) {
      var ids = new ArrayList<>(orderIds);
      ids.addAll(more.orderIds);
      return new Batch(
          requested + more.requested, throttled + more.throttled, failed + more.failed, ids);
    }

    int accepted() {
      return orderIds.size();
    }
  }

  /**
   * @param inTrace whether the orders belong to the current trace
   */
  private List<Future<Receipt>> send(List<Order> orders, boolean inTrace) {
    if (orders.isEmpty()) {
      return List.of();
    }
    var topic = service.knobs().get(TOPIC).kafkaName();
    var spans = orders.stream().map(order -> span(order, topic, inTrace)).toList();
    var records = new ArrayList<ProducerRecord<String, String>>();
    for (int i = 0; i < orders.size(); i++) {
      records.add(record(topic, orders.get(i), spans.get(i)));
    }
    List<Future<RecordMetadata>> sent;
    try {
      sent = outbox.send(records);
    } catch (Problem refused) {
      spans.forEach(span -> ended(span, Future.failedFuture(refused)));
      throw refused;
    }
    var receipts = new ArrayList<Future<Receipt>>();
    for (int i = 0; i < orders.size(); i++) {
      receipts.add(receipt(orders.get(i), spans.get(i), sent.get(i)));
    }
    return receipts;
  }

  private void note(Receipt receipt) {
    service
        .telemetry()
        .log()
        .info(
            "published",
            Log.with("order_id", receipt.orderId())
                .and("partition", receipt.partition())
                .and("offset", receipt.offset()));
  }

  private Future<Receipt> receipt(Order order, Span span, Future<RecordMetadata> sent) {
    return sent.onComplete(done -> ended(span, done))
        .map(where -> new Receipt(order.orderId(), where.partition(), where.offset()));
  }

  private void ended(Span span, AsyncResult<RecordMetadata> done) {
    if (done.succeeded()) {
      produced.increment();
      span.setAttribute("messaging.kafka.destination.partition", done.result().partition());
      span.setAttribute("messaging.kafka.offset", done.result().offset());
    } else {
      span.setStatus(StatusCode.ERROR, String.valueOf(done.cause().getMessage()));
    }
    span.end();
  }

  private Span span(Order order, String topic, boolean inTrace) {
    var builder = tracer.spanBuilder("orders publish").setSpanKind(SpanKind.PRODUCER);
    if (!inTrace) {
      builder.setNoParent().addLink(Span.current().getSpanContext());
    }
    return builder
        .setAttribute("lab.variant", Knob.wireName(service.knobs().get(CONSUMER_MODE)))
        .setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.destination.name", topic)
        .setAttribute("order.id", order.orderId())
        .startSpan();
  }

  private static ProducerRecord<String, String> record(String topic, Order order, Span span) {
    var record =
        new ProducerRecord<>(topic, null, order.timestamp(), order.orderId(), order.toJson());
    OrderTrace.inject(Context.current().with(span), record.headers());
    return record;
  }
}
