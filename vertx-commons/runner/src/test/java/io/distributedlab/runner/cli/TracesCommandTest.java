package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.distributedlab.runner.story.TraceSearch;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab traces}, on a server that answers what a Jaeger has answered. */
class TracesCommandTest {
  private static final String TRACE = "7df14516cb83a8cc807390e64999ea00";

  @TempDir Path home = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String known = "service=";
  private String answer = "";
  private final HttpServer jaeger = start();

  @BeforeEach
  void theLabIsThere() throws IOException {
    Files.createDirectories(home.resolve("labs/test-lab"));
    Files.createFile(home.resolve("labs/test-lab/pom.xml"));
    try (var in = TraceSearch.class.getResourceAsStream("hedge-won.json")) {
      answer = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void stop() {
    jaeger.stop(0);
  }

  @Test
  void everyStoryIsFoundWithItsSearchItsTraceAndWhatToCompare() {
    assertThat(traces()).isZero();
    assertThat(out.toString())
        .contains("found    It takes its time", "found    A copy wins")
        .contains(address() + "/search?service=hedger&tags=%7B%22attempt%22%3A%222%22%7D")
        .contains(address() + "/trace/" + TRACE)
        .contains(address() + "/trace/" + TRACE + "..." + TRACE);
  }

  @Test
  void aStoryThatIsMissingIsToldWithTheCommandThatMakesIt() {
    known = "service=hedger";
    assertThat(traces()).isEqualTo(1);
    assertThat(out.toString())
        .contains("MISSING  It takes its time: its search finds no trace")
        .contains("found    A copy wins")
        .doesNotContain("...");
    assertThat(err.toString()).contains("./lab prove test-lab --quick --on compose");
  }

  @Test
  void whatIsNoJaegerIsOneSentence() {
    answer = "<html>";
    assertThat(traces()).isEqualTo(2);
    assertThat(err.toString()).contains("Jaeger does not answer at " + address());
    jaeger.stop(0);
    assertThat(traces()).isEqualTo(2);
    assertThat(err.toString()).contains("./lab up test-lab").doesNotContain("\tat ");
  }

  private int traces() {
    return Typed.in(home, out, err, "traces", "test-lab", "--jaeger", address());
  }

  private String address() {
    return "http://127.0.0.1:" + jaeger.getAddress().getPort();
  }

  private HttpServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/api/traces", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var found = exchange.getRequestURI().getRawQuery().contains(known);
    var body = (found ? answer : "{\"data\":null}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
