package io.distributedlab.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server on this machine, with a client that is not Vert.x. */
public final class Get {
  private Get() {}

  /** The whole answer. */
  public static HttpResponse<String> get(int port, String path) throws InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer from " + uri, e);
    }
  }
}
