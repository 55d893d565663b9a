package io.distributedlab.week46;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.time.Duration;
import java.util.List;

/** A write at five replicas in Jaeger, and a read that makes sure before it answers. */
final class Week46Stories {
  private static final String ENTRY = "coordinator-1";
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration NOW = Duration.ZERO;

  private static final SpanShape PUT = span(ENTRY, "PUT /kv/:key");
  private static final SpanShape WRITE = span(ENTRY, "quorum write").childOf(PUT);

  private static final TraceStory WAIT_ALL =
      TraceStory.naive(
              "The write ends with the slowest of five",
              writes("wait-all"),
              PUT,
              WRITE,
              asked(1, WRITE),
              asked(2, WRITE),
              asked(3, WRITE),
              asked(4, WRITE),
              asked(5, WRITE))
          .without(asked("*", "write", WRITE).outlives(WRITE, MOMENT));

  private static final SpanShape QUORUM = WRITE.event("quorum.reached", "k", 3);

  private static final TraceStory FIRST_K =
      WAIT_ALL.against(
          "The write ends with the third, and others outlive it",
          writes("first-k"),
          PUT,
          QUORUM,
          inTime(QUORUM),
          inTime(QUORUM),
          inTime(QUORUM),
          late(QUORUM),
          late(QUORUM));

  private static final SpanShape GET = span(ENTRY, "GET /kv/:key");
  private static final SpanShape READ = span(ENTRY, "quorum read").event("write-back").childOf(GET);
  private static final SpanShape ASKED = asked("*", "read", READ);

  private static final TraceStory ABD =
      WAIT_ALL.against(
          "A read writes back what it has found, then answers",
          TraceSearch.in(ENTRY).operation("GET /kv/:key").variant("abd"),
          GET,
          READ,
          ASKED,
          asked("*", "write", READ).startsAfter(ASKED, NOW),
          asked("*", "write", READ).startsAfter(ASKED, NOW),
          asked("*", "write", READ).startsAfter(ASKED, NOW));

  static final List<TraceStory> ALL = List.of(WAIT_ALL, FIRST_K, ABD);

  private Week46Stories() {}

  private static TraceSearch writes(String strategy) {
    return TraceSearch.in(ENTRY).operation("PUT /kv/:key").variant(strategy);
  }

  private static SpanShape asked(int replica, SpanShape parent) {
    return asked(String.valueOf(replica), "write", parent);
  }

  private static SpanShape inTime(SpanShape parent) {
    return asked("*", "write", parent).endsWith(parent, MOMENT);
  }

  private static SpanShape late(SpanShape parent) {
    return asked("*", "write", parent).outlives(parent, MOMENT);
  }

  private static SpanShape asked(String replica, String verb, SpanShape parent) {
    return span(ENTRY, "request quorum.replica.%s.%s".formatted(replica, verb)).childOf(parent);
  }
}
