package io.distributedlab.service.http;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static io.distributedlab.service.TestService.request;
import static io.distributedlab.service.TestService.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of bad input, on a real socket: the right status, and nothing has changed. */
class MalformedInputTest {
  enum Colour {
    RED,
    LIGHT_BLUE
  }

  record Order(String item, int count) {}

  static final Knob<Integer> LOW = Knob.integer("low", 1, 0, 10, "");
  static final Knob<Integer> HIGH = Knob.integer("high", 9, 0, 10, "");
  static final Knob<Colour> COLOUR = Knob.choice("colour", Colour.RED, "");
  static final Knob<Integer> COUNT = Knob.integer("count", 10, 1, 200, "");

  private final AtomicInteger orders = new AtomicInteger();
  private final Promise<Void> arrived = Promise.promise();
  private final Promise<String> answer = Promise.promise();
  private Service service = start();

  private Service start() {
    return TestService.start(
        KnobSchema.of(LOW, HIGH, COLOUR).ordered(LOW, HIGH),
        s ->
            s.http()
                .get("/things/:id", r -> Future.succeededFuture(r.param("id")))
                .get("/batch", r -> Future.succeededFuture(r.query(COUNT)))
                .get("/colour", r -> Future.succeededFuture(s.knobs().variant(COLOUR, r)))
                .get("/defect", r -> Future.failedFuture(new IllegalStateException("secret")))
                .get(
                    "/throws",
                    r -> {
                      throw new IllegalStateException("secret");
                    })
                .get(
                    "/slow",
                    r -> {
                      arrived.complete();
                      return answer.future();
                    })
                .post(
                    "/orders",
                    r -> {
                      var order = r.body(Order.class);
                      orders.incrementAndGet();
                      return Future.succeededFuture(Reply.json(201, order));
                    }));
  }

  @BeforeEach
  void fresh() {
    assertThat(orders).hasValue(0);
  }

  @AfterEach
  void stop() {
    await(service.stop());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"low\":                   | 400 | malformed",
        "[1]                         | 400 | malformed",
        "''                          | 400 | malformed",
        "{\"low\":\"3\"}             | 422 | invalid-value",
        "{\"low\":2.5}               | 422 | invalid-value",
        "{\"low\":null}              | 422 | invalid-value",
        "{\"low\":11}                | 422 | invalid-value",
        "{\"low\":99999999999}       | 422 | invalid-value",
        "{\"colour\":\"green\"}      | 422 | invalid-value",
        "{\"colour\":\"RED\"}        | 422 | invalid-value",
        "{\"speed\":1}               | 422 | unknown-name",
        "{\"high\":3,\"speed\":1}    | 422 | unknown-name",
        "{\"high\":3,\"low\":4}      | 422 | invalid-value",
        "{\"high\":3,\"colour\":1}   | 422 | invalid-value",
      })
  void knobsChangeWholeOrNotAtAll(String body, int status, String type) {
    var before = get(service, "/admin/knobs").body();
    var response = put(service, "/admin/knobs", body);
    assertProblem(response, status, type);
    assertThat(get(service, "/admin/knobs").body()).isEqualTo(before);
  }

  @Test
  void aGoodChangeAppliesAndRaisesTheVersion() {
    var response = put(service, "/admin/knobs", "{\"low\":4,\"colour\":\"light-blue\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    var json = new JsonObject(response.body());
    assertThat(json.getInteger("version")).isEqualTo(1);
    assertThat(json.getJsonObject("values"))
        .isEqualTo(new JsonObject("{\"low\":4,\"high\":9,\"colour\":\"light-blue\"}"));
  }

  @Test
  void deletePutsEveryKnobBack() {
    put(service, "/admin/knobs", "{\"low\":4,\"colour\":\"light-blue\"}");
    var response = send(request(service, "/admin/knobs").DELETE().build());
    assertThat(new JsonObject(response.body()).getJsonObject("values"))
        .isEqualTo(new JsonObject("{\"low\":1,\"high\":9,\"colour\":\"red\"}"));
  }

  @Test
  void aProblemNamesFieldValueAndWhatIsAllowed() {
    var problem = new JsonObject(put(service, "/admin/knobs", "{\"low\":11}").body());
    assertThat(problem.getString("name")).isEqualTo("low");
    assertThat(problem.getString("value")).isEqualTo("11");
    assertThat(problem.getString("allowed")).isEqualTo("a whole number from 0 to 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item\":\"a\",\"count\":     | 400 | malformed",
        "{\"item\":\"a\",\"count\":1} x | 400 | malformed",
        "{\"item\":\"a\",\"count\":\"1\"} | 422 | invalid-value",
        "{\"item\":5,\"count\":1}      | 422 | invalid-value",
        "{\"item\":\"a\"}               | 422 | invalid-value",
        "{\"item\":\"a\",\"count\":1,\"x\":2} | 422 | invalid-value",
        "null                           | 422 | invalid-value",
      })
  void recordsAreReadStrictly(String body, int status, String type) {
    var response =
        send(
            request(service, "/orders", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertProblem(response, status, type);
    assertThat(orders).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"0,422", "201,422", "many,422", "2.0,422", "200,200"})
  void queryParametersHaveARange(String count, int status) {
    assertThat(get(service, "/batch?count=" + count).statusCode()).isEqualTo(status);
  }

  @Test
  void unknownVariantInTheHeader() {
    assertProblem(get(service, "/colour", "X-Lab-Variant", "grey"), 422, "invalid-value");
    assertThat(get(service, "/colour", "X-Lab-Variant", "light-blue").body()).contains("BLUE");
  }

  @Test
  void malformedDeadline() {
    assertProblem(get(service, "/batch", Deadline.HEADER, "-1"), 400, "bad-deadline");
    assertProblem(get(service, "/batch", Deadline.HEADER, "soon"), 400, "bad-deadline");
  }

  @Test
  void unknownPath() {
    assertProblem(get(service, "/nothing"), 404, "not-found");
  }

  @Test
  void wrongMethodTellsTheAllowedOnes() {
    var response = send(request(service, "/orders").DELETE().build());
    assertProblem(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void wrongMediaType() {
    var response =
        send(
            request(service, "/orders", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"item\":\"a\",\"count\":1}"))
                .build());
    assertProblem(response, 415, "unsupported-media-type");
    assertThat(orders).hasValue(0);
  }

  @Test
  void oversizedBody() {
    var response =
        send(
            request(service, "/orders", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("x".repeat((1 << 20) + 1)))
                .build());
    assertProblem(response, 413, "too-large");
    assertThat(orders).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"/defect", "/throws"})
  void aDefectTellsTheCallerNothing(String path) {
    var response = get(service, path);
    assertProblem(response, 500, "internal");
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void somethingThatIsNotHttp() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(socket, "WHAT IS THIS\r\nHost: x\r\n\r\n");
      assertThat(readAll(socket)).contains(" 400 Bad Request").contains("problem+json");
    }
  }

  @Test
  void aHalfSentRequestChangesNothing() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(
          socket,
          "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{\"item\":\"a\",");
    }
    assertThat(get(service, "/batch").statusCode()).isEqualTo(200);
    assertThat(orders).hasValue(0);
  }

  @Test
  void aBodyThatNeverArrivesEndsTheConnection() throws IOException {
    service.http().bodyWithin(Duration.ofMillis(200));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(
          socket,
          "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{\"item\":\"a\",");
      assertThat(readAll(socket)).startsWith("HTTP/1.1 408").contains("body-late");
    }
    assertThat(orders).hasValue(0);
    await(gone());
  }

  @Test
  void aClientThatLeavesGetsNoAnswerAndIsCountedOff() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(socket, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      await(arrived.future());
      assertThat(service.http().inFlight()).isEqualTo(1);
    }
    await(gone());
    answer.complete("too late");
    assertThat(get(service, "/batch").statusCode()).isEqualTo(200);
    assertThat(service.http().inFlight()).isZero();
  }

  private Future<Void> gone() {
    return service.http().inFlight() == 0
        ? Future.succeededFuture()
        : service.vertx().timer(5).compose(tick -> gone());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    var json = new JsonObject(response.body());
    assertThat(json.getInteger("status")).isEqualTo(status);
    assertThat(json.getString("type")).isEqualTo("/problems/" + type);
    assertThat(response.body()).doesNotContain("\tat ").doesNotContain("java.");
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String readAll(Socket socket) throws IOException {
    socket.setSoTimeout(5000);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
