package io.distributedlab.runner.story;

import static io.distributedlab.runner.story.SpanShape.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories told by what a Jaeger 2.13 has answered: a request of week 52 whose hedge won, and a
 * refresh of week 12, which is linked to another trace.
 */
class TraceStoryTest {
  private static final List<TraceRecord> HEDGED = answer("hedge-won.json");
  private static final List<TraceRecord> REFRESH = answer("refresh.json");

  private static final TraceSearch ANY = TraceSearch.in("hedger");
  private static final SpanShape REQUEST = span("hedger", "GET /process");
  private static final SpanShape FIRST = span("hedger", "attempt 1").childOf(REQUEST);
  private static final SpanShape COPY = span("hedger", "attempt 2").childOf(REQUEST);
  private static final SpanShape ROOT = span("frontend", "GET /api/items/:id");

  @Test
  void aTraceIsReadWithItsParentsKindsAttributesAndEvents() {
    var trace = HEDGED.getFirst();
    assertThat(trace.roots()).singleElement().extracting(SpanRecord::service).isEqualTo("frontend");
    var attempt =
        trace.spans().stream().filter(s -> s.name().equals("attempt 2")).findFirst().orElseThrow();
    assertThat(attempt.kind()).isEqualTo("INTERNAL");
    assertThat(attempt.attributes()).containsEntry("hedge.kind", "hedge");
    assertThat(attempt.failed()).isFalse();
    assertThat(attempt.links()).isEmpty();
    assertThat(trace.variants()).contains("hedge-fixed");
    assertThat(REFRESH.getFirst().spans().getFirst().links())
        .singleElement()
        .extracting(SpanRecord.Link::traceId)
        .isNotEqualTo(REFRESH.getFirst().traceId());
  }

  static Stream<SpanShape> shapesThatAreThere() {
    return Stream.of(
        REQUEST.event("won", "attempt", 2),
        REQUEST.event("w"),
        REQUEST.with("lab.variant", "hedge-fixed").with("http.route"),
        REQUEST.fine(),
        REQUEST.atLeast(Duration.ofMillis(50)).atMost(Duration.ofSeconds(1)),
        span("*", "GET /process"),
        span("h*r", "GET /*"));
  }

  static Stream<SpanShape> shapesThatAreNot() {
    return Stream.of(
        REQUEST.event("won", "attempt", 1),
        REQUEST.event("lost"),
        REQUEST.with("lab.variant", "direct"),
        REQUEST.with("lab.week"),
        REQUEST.failed(),
        REQUEST.links(1),
        REQUEST.linkToAnotherTrace(),
        REQUEST.root(),
        REQUEST.atLeast(Duration.ofSeconds(1)),
        REQUEST.atMost(Duration.ofMillis(50)),
        span("frontend", "GET /process"),
        span("hedger", "GET /process*s"),
        span("backend-*", "attempt 1"));
  }

  @ParameterizedTest
  @MethodSource("shapesThatAreThere")
  void aSpanHasTheShape(SpanShape shape) {
    assertThat(told(shape).missing()).isEmpty();
    assertThat(told(shape).traceId()).contains(HEDGED.getFirst().traceId());
  }

  @ParameterizedTest
  @MethodSource("shapesThatAreNot")
  void noSpanHasTheShape(SpanShape shape) {
    assertThat(told(shape).isTold()).isFalse();
    assertThat(told(shape).missing()).contains("lacks " + shape);
  }

  static Stream<Arguments> relations() {
    var won = REQUEST.event("won", "attempt", 2).below(ROOT);
    return Stream.of(
        Arguments.of(true, List.of(REQUEST, FIRST, COPY.startsAfter(FIRST, Duration.ofMillis(45)))),
        Arguments.of(false, List.of(REQUEST, COPY, FIRST.startsAfter(COPY, Duration.ZERO))),
        Arguments.of(true, List.of(ROOT, won, span("backend-*", "work").below(won))),
        Arguments.of(false, List.of(REQUEST, ROOT.below(REQUEST))),
        Arguments.of(false, List.of(ROOT, span("hedger", "attempt 1").childOf(ROOT))),
        Arguments.of(true, List.of(REQUEST, FIRST.endsWith(REQUEST, Duration.ofMillis(500)))),
        Arguments.of(false, List.of(REQUEST, FIRST.outlives(REQUEST, Duration.ofMillis(500)))));
  }

  @ParameterizedTest
  @MethodSource("relations")
  void spansStandToEachOtherAsTheStorySays(boolean told, List<SpanShape> shapes) {
    assertThat(told(shapes.toArray(SpanShape[]::new)).isTold()).isEqualTo(told);
  }

  /** The first shape may be any of two spans, and only one of them leaves one for the second. */
  @Test
  void eachShapeHasASpanOfItsOwn() {
    var any = span("backend-*", "work");
    var cancelled = span("backend-*", "work").event("cancelled", "phase", "running");
    assertThat(told(any, cancelled).isTold()).isTrue();
    assertThat(told(cancelled, any).isTold()).isTrue();
    assertThat(told(any, cancelled, span("backend-*", "work")).isTold()).isFalse();
  }

  @Test
  void aSpanThatMustNotBeThereIsNamed() {
    var story = TraceStory.naive("alone", ANY, REQUEST, FIRST).without(COPY);
    assertThat(story.by(HEDGED).missing()).contains("has " + COPY);
  }

  @Test
  void aShapeSpeaksOfOneThatStandsBeforeIt() {
    assertThatThrownBy(() -> TraceStory.naive("headless", ANY, FIRST, REQUEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            FIRST + " speaks of " + REQUEST + ", which has to stand before it in the story");
    var root = TraceStory.naive("root", ANY, ROOT);
    assertThatThrownBy(() -> root.without(COPY)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsMissingIsThatOfTheTraceThatIsNearest() {
    var story = TraceStory.naive("all", ANY, REQUEST, FIRST, COPY.failed());
    var both = Stream.concat(REFRESH.stream(), HEDGED.stream()).toList();
    assertThat(story.by(both).missing())
        .contains("of 2 found")
        .contains(HEDGED.getFirst().traceId())
        .contains("lacks 'attempt 2' of hedger (child of 'GET /process', an error)");
    assertThat(story.by(List.of()).isNothing()).isTrue();
  }

  @Test
  void aHerdIsNotToldByOne() {
    assertThat(TraceStory.naive("herd", ANY, REQUEST).in(2).by(HEDGED).missing())
        .isEqualTo("told by 1 of 1 traces, not by 2");
  }

  @Test
  void aSearchFindsWhatJaegerFinds() {
    var search = ANY.operation("GET /process").variant("hedge-fixed");
    var trace = HEDGED.getFirst();
    assertThat(search.finds(trace)).isTrue();
    assertThat(search.tag("attempt", "2").finds(trace)).isTrue();
    assertThat(search.tag("attempt", "1").finds(trace)).isFalse();
    assertThat(search.answered(200).finds(trace)).isTrue();
    assertThat(search.answered(504).finds(trace)).isFalse();
    assertThat(search.atLeast(Duration.ofSeconds(5)).finds(trace)).isFalse();
    assertThat(search.operation("attempt 1").finds(trace)).isFalse();
    assertThat(TraceSearch.in("frontend").operation("GET /process").finds(trace)).isFalse();
  }

  @Test
  void aSearchIsALink() {
    var search =
        ANY.operation("GET /a b").tag("x", "1").tag("a", "b").atLeast(Duration.ofMillis(300));
    assertThat(Jaeger.LOCAL.page(search))
        .isEqualTo(
            "http://localhost:16686/search?service=hedger&operation=GET%20%2Fa%20b"
                + "&tags=%7B%22a%22%3A%22b%22%2C%22x%22%3A%221%22%7D&minDuration=300ms");
    assertThat(Jaeger.at(17_000).comparison("a", "b"))
        .isEqualTo("http://localhost:17000/trace/a...b");
  }

  private static TraceStory.Told told(SpanShape... shapes) {
    return TraceStory.naive("a story", ANY, shapes).by(HEDGED);
  }

  private static List<TraceRecord> answer(String file) {
    try (var in = TraceStoryTest.class.getResourceAsStream(file)) {
      var json = Objects.requireNonNull(in, file).readAllBytes();
      return JaegerJson.traces(new JsonObject(new String(json, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
