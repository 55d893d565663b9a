package io.distributedlab.testing;

import io.distributedlab.runner.EmbeddedDeployment;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.Ports;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The lab on the class path, running embedded on free ports for the tests of one class. Calls wait
 * for the answer: they are made on the test's own thread, by a client that is not Vert.x.
 *
 * <pre>{@code
 * @RegisterExtension static final RunningLab lab = RunningLab.onFreePorts();
 * }</pre>
 */
public final class RunningLab implements BeforeAllCallback, AfterAllCallback {
  private static final int LIMIT_S = 60;
  private static final int FIRST_OFFSET = 10_000;

  private final LabDescriptor lab;
  private final EmbeddedDeployment deployment;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningLab(LabDescriptor lab, int portOffset) {
    this.lab = lab;
    this.deployment = new EmbeddedDeployment(lab, portOffset, false);
  }

  /** The lab on the class path; it starts before the first test. */
  public static RunningLab onFreePorts() {
    var lab = Lab.onClasspath().orElseThrow(() -> new IllegalStateException("no lab"));
    var ports = new EmbeddedDeployment(lab, 0, false).ports().keySet();
    // builds that run at the same time start to look in different places
    var start = FIRST_OFFSET + (int) (ProcessHandle.current().pid() % 100) * 100;
    return new RunningLab(lab, Ports.freeOffset(ports, start).orElseThrow());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    await(deployment.start(service -> {}));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    client.close();
    await(deployment.stop());
  }

  /** Where a service is: {@code http://127.0.0.1:18000}. */
  public String url(String service) {
    return "http://127.0.0.1:" + deployment.directory().resolve(service).port();
  }

  /** The spans and log records of all services. */
  public TelemetryStore store() {
    return deployment.store();
  }

  /** Calls {@code path} on the first service, where callers enter. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(lab.services().getFirst().name(), path);
  }

  public HttpResponse<String> get(String service, String path)
      throws IOException, InterruptedException {
    return send(request(service, path).GET());
  }

  /** PUTs JSON, for example to {@code /admin/knobs}. */
  public HttpResponse<String> put(String service, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(service, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  /** A request to finish and {@link #send}. */
  public HttpRequest.Builder request(String service, String path) {
    return HttpRequest.newBuilder(URI.create(url(service) + path))
        .timeout(Duration.ofSeconds(LIMIT_S));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
  }
}
