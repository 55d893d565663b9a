package io.distributedlab.week45;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.util.List;

/** An order in Jaeger: lost in a crash, and processed. */
final class Week45Stories {
  private static final SpanShape PUBLISHED = span("producer", "orders publish").with("order.id");
  private static final SpanShape PROCESSED =
      span("consumer-*", "orders process")
          .with("messaging.kafka.offset")
          .with("messaging.kafka.partition")
          .with("queue.age_ms")
          .with("lane.wait_ms")
          .fine()
          .childOf(PUBLISHED);
  private static final SpanShape CALL = span("consumer-*", "POST sink").childOf(PROCESSED);

  private static final TraceStory LOST =
      TraceStory.naive(
              "Published, and lost in a crash",
              published("fire-and-forget"),
              PUBLISHED.root().linkToAnotherTrace().fine())
          .without(span("consumer-*", "orders process"));

  private static final TraceStory BOUNDED =
      LOST.against(
          "Published, read from Kafka, processed: one trace",
          published("bounded"),
          PUBLISHED,
          PROCESSED,
          CALL,
          span("sink", "POST /orders").childOf(CALL));

  static final List<TraceStory> ALL = List.of(LOST, BOUNDED);

  private Week45Stories() {}

  private static TraceSearch published(String mode) {
    return TraceSearch.in("producer").operation("orders publish").variant(mode);
  }
}
