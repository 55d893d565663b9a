package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A search as Jaeger's search form has it: it finds a trace when one of its spans has all of this.
 *
 * @param operation the span's name; null for any
 * @param tags attributes of the span or of one of its events
 * @param atLeast how long the span took, or longer; zero for any
 */
public record TraceSearch(
    String service, @Nullable String operation, Map<String, String> tags, Duration atLeast) {
  /** The tag that finds spans of a variant of the lab. */
  private static final String VARIANT = "lab.variant";

  /** Not {@code error=true}: Jaeger 2.13 finds nothing by that in its memory. */
  private static final String STATUS = "http.response.status_code";

  /** What a service took part in. */
  public static TraceSearch in(String service) {
    return new TraceSearch(service, null, Map.of(), Duration.ZERO);
  }

  /** Only spans of this name. */
  public TraceSearch operation(String name) {
    return new TraceSearch(service, name, tags, atLeast);
  }

  /** Only spans with this attribute, or with an event that has it. */
  public TraceSearch tag(String key, String value) {
    var more = new TreeMap<>(tags);
    more.put(key, value);
    return new TraceSearch(service, operation, more, atLeast);
  }

  /** Only spans that say they are of this variant of the lab. */
  public TraceSearch variant(String name) {
    return tag(VARIANT, name);
  }

  /** Only spans of HTTP that were answered so. */
  public TraceSearch answered(int status) {
    return tag(STATUS, String.valueOf(status));
  }

  /** Only spans that took so long, or longer. */
  public TraceSearch atLeast(Duration duration) {
    return new TraceSearch(service, operation, tags, duration);
  }

  /** The variant that the spans are of; null for any. */
  public @Nullable String variant() {
    return tags.get(VARIANT);
  }

  /** The query string, for Jaeger's page and for its API alike. */
  public String query() {
    var query = new StringJoiner("&").add("service=" + encode(service));
    if (operation != null) {
      query.add("operation=" + encode(operation));
    }
    if (!tags.isEmpty()) {
      var json = new JsonObject();
      new TreeMap<>(tags).forEach(json::put);
      query.add("tags=" + encode(json.encode()));
    }
    if (!atLeast.isZero()) {
      query.add("minDuration=" + atLeast.toMillis() + "ms");
    }
    return query.toString();
  }

  /** Whether Jaeger would find this trace. */
  public boolean finds(TraceRecord trace) {
    return trace.spans().stream().anyMatch(this::finds);
  }

  private boolean finds(SpanRecord span) {
    return span.service().equals(service)
        && (operation == null || span.name().equals(operation))
        && span.durationMs() >= atLeast.toNanos() / 1e6
        && tags.entrySet().stream().allMatch(tag -> has(span, tag.getKey(), tag.getValue()));
  }

  private static boolean has(SpanRecord span, String key, String value) {
    return is(span.attributes(), key, value)
        || span.events().stream().anyMatch(event -> is(event.attributes(), key, value));
  }

  private static boolean is(Map<String, Object> attributes, String key, String value) {
    return value.equals(String.valueOf(attributes.get(key)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
