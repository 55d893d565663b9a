package io.distributedlab.runner.page;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a browser loads, read from the class path once. Each has a route of its own, so no
 * path leads anywhere else. They load nothing from elsewhere and run nothing that is in the markup.
 */
public final class PageFiles {
  static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String INDEX = "index.html";
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final List<String> OWN =
      List.of(
          "page.css",
          "traces.css",
          "icon.svg",
          "main.js",
          "live.js",
          "dom.js",
          "format.js",
          "panels.js",
          "chart.js",
          "marks.js",
          "legend.js",
          "topology.js",
          "layout.js",
          "load.js",
          "traces.js",
          "waterfall.js",
          "logs.js",
          "controls.js",
          "field.js",
          "experiment.js",
          "exercises.js",
          "lives.js",
          "result.js",
          "send.js",
          "learning.css");
  private static final List<String> CHARTS = List.of("uPlot.esm.js", "uPlot.min.css");

  private final Map<String, Reply> files = new LinkedHashMap<>();
  private final Reply index;

  private PageFiles() {
    index = reply("page/" + INDEX, HTML);
    OWN.forEach(name -> files.put("/page/" + name, reply("page/" + name, mediaType(name))));
    CHARTS.forEach(name -> files.put("/page/lib/" + name, reply(UPLOT + name, mediaType(name))));
  }

  /** Reads all; blocks. */
  public static PageFiles load() {
    return new PageFiles();
  }

  /** The page itself. */
  public Reply index() {
    return index;
  }

  /** Whether a request is a browser's that wants to show something. */
  public static boolean isAskedBy(Request request) {
    var accept = request.header("Accept");
    return accept != null && accept.contains("text/html");
  }

  /** Adds a route for every file that the page loads. */
  public void addTo(HttpService http) {
    files.forEach(
        (path, file) ->
            http.houseRoute(HttpMethod.GET, path, request -> Future.succeededFuture(file)));
  }

  private static Reply reply(String resource, String mediaType) {
    return guarded(new Reply(200, Map.of("Content-Type", mediaType), read(resource)), POLICY)
        .header("Cache-Control", "no-cache")
        .header("Vary", "Accept");
  }

  /** What a browser is to load, and do, no more than it has to. */
  static Reply guarded(Reply reply, String policy) {
    return reply
        .header("Content-Security-Policy", policy)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }

  private static Buffer read(String resource) {
    try (var in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mediaType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".js" -> "text/javascript; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name);
    };
  }
}
