package io.distributedlab.week07;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Callers that all ask at once. */
final class Crowd implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<CompletableFuture<HttpResponse<String>>> calls;

  private Crowd(URI uri, int size) {
    var request = HttpRequest.newBuilder(uri).build();
    calls =
        IntStream.range(0, size)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
            .toList();
  }

  static Crowd of(int size, URI uri) {
    return new Crowd(uri, size);
  }

  /** Waits until all have their answers. */
  List<HttpResponse<String>> answers() {
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** How many were answered with this type of problem; {@code null} means none. */
  long told(String problem) {
    return answers().stream()
        .map(answer -> new JsonObject(answer.body()).getString("type", "/problems/none"))
        .filter(("/problems/" + problem)::equals)
        .count();
  }

  /** All leave without an answer. */
  void leave() {
    calls.forEach(call -> call.cancel(true));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
