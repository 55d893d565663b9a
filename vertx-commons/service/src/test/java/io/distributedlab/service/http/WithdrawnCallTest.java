package io.distributedlab.service.http;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client span of a call that is taken back, over both versions of HTTP. */
class WithdrawnCallTest {
  private final io.distributedlab.service.Directory directory =
      TestService.freePorts("front", "back");
  private final TelemetryStore store = new TelemetryStore();
  private final Service back =
      start("back", s -> s.http().get("/never", request -> Promise.<Void>promise().future()));
  private final Service front =
      start(
          "front",
          s ->
              s.http()
                  .get("/withdraw/1", request -> withdraw(s.vertx().timer(50), s.client("back")))
                  .get(
                      "/withdraw/2",
                      request -> withdraw(s.vertx().timer(50), s.client("back").http2()))
                  .get(
                      "/late",
                      request ->
                          s.client("back").http2().within(Duration.ofMillis(50)).get("/never")));

  @AfterEach
  void stop() {
    await(front.stop());
    await(back.stop());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void itsSpanIsCancelledAndNoError(int version) {
    assertThat(get(front, "/withdraw/" + version).statusCode()).isEqualTo(200);
    var span = clientSpan();
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("cancelled");
  }

  @Test
  void aCallThatIsLateIsAnErrorAsBefore() {
    assertThat(get(front, "/late").statusCode()).isEqualTo(504);
    assertThat(clientSpan().status()).isEqualTo("ERROR");
  }

  private static Future<JsonObject> withdraw(Future<?> when, Peer peer) {
    var call = peer.call(HttpMethod.GET, "/never", null);
    return when.onSuccess(fired -> call.cancel())
        .compose(fired -> call.reply())
        .map(PeerReply::json)
        .otherwise(new JsonObject());
  }

  private SpanRecord clientSpan() {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (var span : store.spans()) {
        if (span.name().equals("GET back")) {
          return span;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no span of the call");
  }

  private Service start(String name, Consumer<Service> routes) {
    var telemetry = Telemetry.create(new TelemetryConfig(name, "test", store, false, 1.0));
    return TestService.start(name, directory, KnobSchema.NONE, null, telemetry, routes);
  }
}
