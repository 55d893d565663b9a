package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.SpanRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What one span of a story looks like. Immutable; each method adds a condition. Those that name
 * another shape speak of the span that was found for it, so that one stands earlier in the story.
 */
public final class SpanShape {
  private record Condition(String words, BiPredicate<SpanRecord, Casting> holds) {}

  private final String service;
  private final String name;
  private final List<Condition> conditions;
  private final Set<SpanShape> others;

  private SpanShape(
      String service, String name, List<Condition> conditions, Set<SpanShape> others) {
    this.service = service;
    this.name = name;
    this.conditions = conditions;
    this.others = others;
  }

  /**
   * A span by its name and its service's. A {@code *} in either stands for anything: {@code
   * backend-*} is any service that begins so.
   */
  public static SpanShape span(String service, String name) {
    return new SpanShape(service, name, List.of(), Set.of());
  }

  /** Whether a service of this name can have such a span. */
  public boolean isOf(String other) {
    return fits(service, other);
  }

  /** It has this attribute. */
  public SpanShape with(String key, Object value) {
    return and(
        key + "=" + value,
        (span, cast) -> value.toString().equals(String.valueOf(span.attributes().get(key))));
  }

  /** It has an attribute of this name. */
  public SpanShape with(String key) {
    return and(key, (span, cast) -> span.attributes().containsKey(key));
  }

  /** It has an event whose name begins so. */
  public SpanShape event(String begins) {
    return and(
        "event '" + begins + "'",
        (span, cast) -> span.events().stream().anyMatch(e -> e.name().startsWith(begins)));
  }

  /** It has an event of this name with this attribute. */
  public SpanShape event(String event, String key, Object value) {
    return and(
        "event '%s' %s=%s".formatted(event, key, value),
        (span, cast) ->
            span.events().stream()
                .filter(e -> e.name().equals(event))
                .anyMatch(e -> value.toString().equals(String.valueOf(e.attributes().get(key)))));
  }

  /** Its status is an error. */
  public SpanShape failed() {
    return and("an error", (span, cast) -> span.failed());
  }

  /** Its status is no error. */
  public SpanShape fine() {
    return and("no error", (span, cast) -> !span.failed());
  }

  /** It is linked to at least so many spans. */
  public SpanShape links(int count) {
    return and(
        "%d link%s".formatted(count, count == 1 ? "" : "s"),
        (span, cast) -> span.links().size() >= count);
  }

  /** It is linked to a span of another trace. */
  public SpanShape linkToAnotherTrace() {
    return and(
        "a link to another trace",
        (span, cast) ->
            span.links().stream().anyMatch(link -> !link.traceId().equals(span.traceId())));
  }

  /** It begins its trace. */
  public SpanShape root() {
    return and("the root", (span, cast) -> span.parentSpanId() == null);
  }

  /** It took so long, or longer. */
  public SpanShape atLeast(Duration duration) {
    return and(
        "at least " + duration.toMillis() + " ms",
        (span, cast) -> span.durationMs() >= duration.toNanos() / 1e6);
  }

  /** It took so long, or less. */
  public SpanShape atMost(Duration duration) {
    return and(
        "at most " + duration.toMillis() + " ms",
        (span, cast) -> span.durationMs() <= duration.toNanos() / 1e6);
  }

  /** Its parent is that span. */
  public SpanShape childOf(SpanShape parent) {
    return and(
        parent,
        "child of '" + parent.name + "'",
        (span, cast) -> cast.spanOf(parent).spanId().equals(span.parentSpanId()));
  }

  /** It is a child of that span, or of one below it. */
  public SpanShape below(SpanShape ancestor) {
    return and(
        ancestor,
        "below '" + ancestor.name + "'",
        (span, cast) -> cast.isBelow(span, cast.spanOf(ancestor)));
  }

  /** It starts so long after that span started, or later. */
  public SpanShape startsAfter(SpanShape earlier, Duration duration) {
    return and(
        earlier,
        "%d ms or more after '%s'".formatted(duration.toMillis(), earlier.name),
        (span, cast) -> !span.start().isBefore(cast.spanOf(earlier).start().plus(duration)));
  }

  /** It ends so long after that span has ended, or later. */
  public SpanShape outlives(SpanShape other, Duration duration) {
    return and(
        other,
        "ends %d ms or more after '%s'".formatted(duration.toMillis(), other.name),
        (span, cast) -> !span.end().isBefore(cast.spanOf(other).end().plus(duration)));
  }

  /** It ends at most so long after that span has ended. */
  public SpanShape endsWith(SpanShape other, Duration slack) {
    return and(
        other,
        "ends within %d ms of '%s'".formatted(slack.toMillis(), other.name),
        (span, cast) -> !span.end().isAfter(cast.spanOf(other).end().plus(slack)));
  }

  boolean matches(SpanRecord span, Casting cast) {
    return fits(name, span.name())
        && isOf(span.service())
        && conditions.stream().allMatch(condition -> condition.holds.test(span, cast));
  }

  private static boolean fits(String pattern, String text) {
    int any = pattern.indexOf('*');
    return any < 0
        ? text.equals(pattern)
        : text.length() >= pattern.length() - 1
            && text.startsWith(pattern.substring(0, any))
            && text.endsWith(pattern.substring(any + 1));
  }

  /** The shapes it speaks of. */
  Set<SpanShape> others() {
    return others;
  }

  private SpanShape and(SpanShape other, String words, BiPredicate<SpanRecord, Casting> holds) {
    var more = new HashSet<>(others);
    more.add(other);
    return new SpanShape(service, name, with(words, holds), Set.copyOf(more));
  }

  private SpanShape and(String words, BiPredicate<SpanRecord, Casting> holds) {
    return new SpanShape(service, name, with(words, holds), others);
  }

  private List<Condition> with(String words, BiPredicate<SpanRecord, Casting> holds) {
    var more = new ArrayList<>(conditions);
    more.add(new Condition(words, Objects.requireNonNull(holds)));
    return List.copyOf(more);
  }

  @Override
  public String toString() {
    var said = conditions.stream().map(Condition::words).toList();
    return "'%s' of %s%s"
        .formatted(name, service, said.isEmpty() ? "" : " (" + String.join(", ", said) + ")");
  }
}
