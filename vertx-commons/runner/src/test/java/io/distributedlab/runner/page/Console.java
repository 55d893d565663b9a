package io.distributedlab.runner.page;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.runner.EmbeddedLab;
import io.distributedlab.runner.RunnerServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A running lab and its runner's server, as a program sees it. */
final class Console implements AutoCloseable {
  /** One server-sent event. */
  record Event(String name, JsonObject data) {}

  private final int offset;
  private final EmbeddedLab lab;
  private final HttpClient client = HttpClient.newHttpClient();

  private Console(int offset, @Nullable Path home) {
    this.offset = offset;
    this.lab = new EmbeddedLab(PageLab.descriptor(), offset, false, BackendSource.EMBEDDED, home);
  }

  static Console start(int offset) throws Exception {
    return start(offset, null);
  }

  /** Of a learner who has a checkout there. */
  static Console start(int offset, @Nullable Path home) throws Exception {
    var console = new Console(offset, home);
    await(console.lab.start(service -> {}));
    return console;
  }

  String address() {
    return "http://127.0.0.1:" + (RunnerServer.PORT + offset);
  }

  EmbeddedLab lab() {
    return lab;
  }

  /** One request to the first service of the lab. */
  void ask() throws Exception {
    send(HttpRequest.newBuilder(URI.create(lab.base("front") + "/api/ask")));
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpResponse<String> put(String path, String body) throws Exception {
    return put(path, body, "application/json");
  }

  HttpResponse<String> put(String path, String body, String mediaType) throws Exception {
    return send(request(path).header("Content-Type", mediaType).PUT(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The status line of the answer to somebody who calls this server by this name. */
  String statusFor(String host, String path) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RunnerServer.PORT + offset)) {
      var text = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  /** The events as they come; close the stream to leave. */
  Stream<Event> live() throws Exception {
    var answer = client.send(request("/admin/live").build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError("answered " + answer.statusCode());
    }
    var body = answer.body();
    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    return Stream.generate(() -> event(lines)).onClose(() -> leave(body));
  }

  private static Event event(BufferedReader lines) {
    try {
      var name = after(lines.readLine(), "event: ");
      var data = after(lines.readLine(), "data: ");
      after(lines.readLine(), "");
      return new Event(name, new JsonObject(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String after(String line, String start) {
    if (line == null || !line.startsWith(start)) {
      throw new AssertionError("\"" + start + "\" expected, not " + line);
    }
    return line.substring(start.length());
  }

  private static void leave(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    await(lab.stop());
    client.shutdownNow();
  }

  static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
