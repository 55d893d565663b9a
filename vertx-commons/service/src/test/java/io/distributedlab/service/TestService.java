package io.distributedlab.service;

import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Starts real services on free loopback ports and calls them with a client that is not Vert.x. */
public final class TestService {
  private static final AtomicInteger NEXT_PORT = new AtomicInteger(30_000);

  public static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestService() {}

  /** A service whose verticle only adds routes. */
  public static Service start(KnobSchema knobs, Consumer<Service> routes) {
    var directory = Directory.loopback(Map.of("alone", 0), 0);
    return start("alone", directory, knobs, null, Telemetry.off("alone"), routes);
  }

  public static Service start(
      String name,
      Directory directory,
      KnobSchema knobs,
      @org.jspecify.annotations.Nullable ClusterConfig cluster,
      Telemetry telemetry,
      Consumer<Service> routes) {
    var member = cluster == null ? null : cluster.join();
    var config = new ServiceConfig(name, "127.0.0.1", directory, knobs, member, telemetry);
    return await(Service.start(config, verticle(routes)));
  }

  /** A directory with one free port for each name. */
  public static Directory freePorts(String... names) {
    var ports = new LinkedHashMap<String, Integer>();
    for (var name : names) {
      ports.put(name, freePort());
    }
    return Directory.loopback(ports, 0);
  }

  /** Never the same twice, and below the range from which clients get theirs meanwhile. */
  public static int freePort() {
    var port = NEXT_PORT.getAndIncrement();
    try (var socket = new ServerSocket(port)) {
      return socket.getLocalPort();
    } catch (BindException taken) {
      return freePort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public static HttpResponse<String> get(Service service, String path, String... headers) {
    return send(request(service, path, headers).GET().build());
  }

  public static HttpResponse<String> put(Service service, String path, String json) {
    return send(
        request(service, path, "Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  public static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static HttpRequest.Builder request(Service service, String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Function<Service, VerticleBase> verticle(Consumer<Service> routes) {
    return service ->
        new VerticleBase() {
          @Override
          public Future<?> start() {
            routes.accept(service);
            return service.http().listen();
          }
        };
  }
}
