package io.distributedlab.testing;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.experiment.Deployment;
import io.distributedlab.runner.EmbeddedLab;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.Ports;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.distributedlab.service.telemetry.TraceRecord;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lab started embedded for a test, on free ports, and the calls a test makes to it. Its methods
 * block: they are for test threads. With {@code LAB_BACKENDS=containers} in the environment its
 * backends are containers.
 */
public final class RunningLab {
  private static final int FIRST_OFFSET = 10_000;
  private static final int PLACES = 100;
  private static final long LIMIT_SECONDS = 60;
  private static final long POLL_NANOS = 2_000_000;

  private final LabDescriptor lab;
  private final int offset;
  private final @Nullable Path home;
  private final EmbeddedLab embedded;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningLab(LabDescriptor lab, int offset, @Nullable Path home) {
    this.lab = lab;
    this.offset = offset;
    this.home = home;
    this.embedded = new EmbeddedLab(lab, offset, false, BackendSource.from(System.getenv()), home);
  }

  /** Starts all services and waits until they are ready. */
  public static RunningLab start(Lab lab) {
    return start(lab.descriptor());
  }

  /** Starts all services and waits until they are ready. */
  public static RunningLab start(LabDescriptor lab) {
    return new RunningLab(lab, freeOffset(lab), null).started();
  }

  /**
   * The same for a learner, whose page runs the experiment and checks exercises.
   *
   * @param home where runs and progress are kept
   */
  public static RunningLab ofLearner(LabDescriptor lab, Path home) {
    return new RunningLab(lab, freeOffset(lab), home).started();
  }

  private RunningLab started() {
    await(embedded.start(service -> {}));
    return this;
  }

  /** Stops the lab and starts it anew, on the same ports. */
  public RunningLab restart() {
    stop();
    return new RunningLab(lab, offset, home).started();
  }

  /** Stops all services and waits until they are gone. */
  public void stop() {
    await(embedded.stop());
    client.close();
  }

  /** The spans and log records of all services. */
  public TelemetryStore store() {
    return embedded.store();
  }

  /** The services in an experiment's hands. */
  public Deployment deployment() {
    return embedded;
  }

  /** One whole trace; waits until all its spans have ended. */
  public TraceRecord trace(String id) {
    until(() -> store().trace(id).filter(trace -> ended(trace)).isPresent());
    return store().trace(id).orElseThrow();
  }

  /** Waits until at least {@code count} spans have ended. */
  public void awaitSpans(int count) {
    until(() -> store().spans().size() >= count);
  }

  public HttpResponse<String> get(String service, String path, String... headers) {
    var request = request(service, path);
    return send((headers.length == 0 ? request : request.headers(headers)).GET().build());
  }

  /** PUT of a JSON body. */
  public HttpResponse<String> put(String service, String path, String json) {
    return send(
        request(service, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build());
  }

  /** POST of a JSON body. */
  public HttpResponse<String> post(String service, String path, String json) {
    return send(
        request(service, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** A server span ends just after its answer is sent, so its parent can be there before it. */
  private static boolean ended(TraceRecord trace) {
    return trace.roots().size() == 1 && trace.roots().getFirst().parentSpanId() == null;
  }

  private HttpRequest.Builder request(String service, String path) {
    return HttpRequest.newBuilder(URI.create(embedded.base(service) + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request + " failed", e);
    }
  }

  /** Builds that run at the same time start to look in different places. */
  private static int freeOffset(LabDescriptor lab) {
    var ports = new EmbeddedLab(lab, 0, false).ports().keySet();
    var start = FIRST_OFFSET + (int) (ProcessHandle.current().pid() % PLACES) * 100;
    return Ports.freeOffset(ports, start).orElseThrow();
  }

  private static void until(BooleanSupplier holds) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT_SECONDS + " s");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
