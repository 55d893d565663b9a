package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A Jaeger: the addresses of its page, and its HTTP API.
 *
 * @param home root of both, like {@code http://localhost:16686}
 */
public record Jaeger(String home) {
  /** The port inside its container, and outside unless {@code JAEGER_PORT} says otherwise. */
  public static final int PORT = 16_686;

  /** The Jaeger of a lab in containers. */
  public static final Jaeger LOCAL = at(PORT);

  /** So many traces of a search are looked at, the newest. */
  private static final int LIMIT = 500;

  private static final Duration LOOKBACK = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One on this machine. */
  public static Jaeger at(int port) {
    return new Jaeger("http://localhost:" + port);
  }

  /** One whose page is there. */
  public static Jaeger at(URI home) {
    return new Jaeger(home.toString().replaceAll("/+$", ""));
  }

  /** The page that shows what a search finds. */
  public String page(TraceSearch search) {
    return home + "/search?" + search.query();
  }

  /** The page that shows a trace. */
  public String page(String traceId) {
    return home + "/trace/" + traceId;
  }

  /** The page that shows what two traces have in common and what not. */
  public String comparison(String naive, String fixed) {
    return home + "/trace/" + naive + "..." + fixed;
  }

  /**
   * The newest traces of the last day that a search finds, all spans of each. Blocks.
   *
   * @throws IOException when Jaeger does not answer, or not with traces
   */
  public List<TraceRecord> find(TraceSearch search) throws IOException {
    var now = Instant.now();
    var address =
        "%s/api/traces?%s&start=%d&end=%d&limit=%d"
            .formatted(home, search.query(), micros(now.minus(LOOKBACK)), micros(now), LIMIT);
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("Jaeger answers %d".formatted(answer.statusCode()));
      }
      return JaegerJson.traces(new JsonObject(answer.body()));
    } catch (ConnectException e) {
      throw new IOException("nothing listens there", e);
    } catch (DecodeException e) {
      throw new IOException("what answers at " + home + " is no Jaeger", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static long micros(Instant time) {
    return time.toEpochMilli() * 1000;
  }
}
