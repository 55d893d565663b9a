package io.distributedlab.week46;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one replica that are written with the versions their writers have seen, at {@code
 * /siblings}: exercise 5. They are in memory only, at most {@value #MOST_KEYS}, and no other
 * replica hears of them.
 */
final class SiblingRoutes {
  private static final int MOST_KEYS = 1000;
  private static final Pattern WRITER = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * @param seen writer to counter, as {@link Values} told it
   */
  record Write(
      @Nullable String writer, @Nullable Map<String, Integer> seen, @Nullable String value) {}

  /**
   * @param seen what a writer who has read this gives back
   */
  record Values(List<String> values, Map<String, Integer> seen) {}

  private final Supplier<Siblings> kind;
  private final Map<String, Siblings> keys = new LinkedHashMap<>();

  SiblingRoutes(Supplier<Siblings> kind) {
    this.kind = kind;
  }

  HttpService on(HttpService http) {
    return http.houseRoute(GET, "/siblings/:key", request -> Future.succeededFuture(read(request)))
        .houseRoute(PUT, "/siblings/:key", request -> Future.succeededFuture(write(request)))
        .houseRoute(DELETE, "/siblings/:key", this::forget);
  }

  private Values read(Request request) {
    var siblings = keys.get(Limits.key(request.param("key")));
    if (siblings == null) {
      throw Problem.notFound("there is no such key here");
    }
    return values(siblings);
  }

  private Values write(Request request) {
    var write = request.body(Write.class);
    var key = Limits.key(request.param("key"));
    var value = Limits.value(write.value());
    if (keys.size() >= MOST_KEYS && !keys.containsKey(key)) {
      throw Problem.conflict("there are " + MOST_KEYS + " keys already");
    }
    var writer = writer(write.writer());
    var seen = seen(write.seen());
    var siblings = keys.computeIfAbsent(key, first -> kind.get());
    siblings.write(writer, seen, value);
    return values(siblings);
  }

  private Future<Void> forget(Request request) {
    keys.remove(Limits.key(request.param("key")));
    return Future.succeededFuture();
  }

  private static Values values(Siblings siblings) {
    var seen =
        siblings.values().stream()
            .map(Siblings.Sibling::version)
            .reduce(VersionVector.NONE, VersionVector::merge);
    return new Values(
        siblings.values().stream().map(Siblings.Sibling::value).toList(), seen.counters());
  }

  private static String writer(@Nullable String writer) {
    if (writer == null || !WRITER.matcher(writer).matches()) {
      throw Problem.invalid("writer", String.valueOf(writer), "1 to 32 of a-z, 0-9 and -");
    }
    return writer;
  }

  private static VersionVector seen(@Nullable Map<String, Integer> seen) {
    if (seen == null) {
      return VersionVector.NONE;
    }
    seen.forEach(
        (writer, count) -> {
          writer(writer);
          if (count == null || count < 1) {
            throw Problem.invalid("seen", String.valueOf(count), "counters from 1");
          }
        });
    return new VersionVector(seen);
  }
}
