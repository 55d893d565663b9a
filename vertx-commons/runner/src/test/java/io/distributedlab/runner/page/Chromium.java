package io.distributedlab.runner.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one tab, driven by the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {
  private static final long SECONDS = 20;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket tab;
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private Chromium(Path program, Path home) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + home,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output.txt").toFile())
            .start();
    try {
      tab = connect(port(home.resolve("DevToolsActivePort")));
    } catch (Exception e) {
      end();
      throw e;
    }
    command("Runtime.enable", new JsonObject());
    command("Log.enable", new JsonObject());
    command("Page.enable", new JsonObject());
  }

  /**
   * The first one on the PATH.
   *
   * @param home an empty folder for what it writes
   */
  static Optional<Chromium> start(Path home) throws Exception {
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1);
    var program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    return program.isPresent() ? Optional.of(new Chromium(program.get(), home)) : Optional.empty();
  }

  /** Goes to an address in a window of this size. */
  void open(String address, int width, boolean dark) throws Exception {
    command(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    command(
        "Emulation.setEmulatedMedia",
        new JsonObject()
            .put(
                "features",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "prefers-color-scheme")
                            .put("value", dark ? "dark" : "light"))));
    command("Page.navigate", new JsonObject().put("url", address));
  }

  /** The value of an expression on the page; a promise is waited for. */
  Object see(String expression) throws Exception {
    var answer =
        command(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.encode());
    }
    return answer.getJsonObject("result").getValue("value", "");
  }

  /** Waits until a condition holds on the page. */
  void until(String condition) throws Exception {
    var held =
        see(
            """
            new Promise(done => {
              const end = performance.now() + %d;
              const look = () => {
                let holds = false;
                try { holds = Boolean(%s); } catch { /* not there yet */ }
                if (holds || performance.now() > end) { done(holds); } else { setTimeout(look, 20); }
              };
              look();
            })
            """
                .formatted(SECONDS * 500, condition));
    if (!held.equals(true)) {
      throw new AssertionError("never true: " + condition + "\n" + see("document.body.innerText"));
    }
  }

  /** Types into the element that has the focus, as a keyboard does. */
  void type(String text) throws Exception {
    command("Input.insertText", new JsonObject().put("text", text));
  }

  /** Presses the Enter key and lets it go. */
  void pressEnter() throws Exception {
    var key = new JsonObject().put("key", "Enter").put("code", "Enter");
    key.put("windowsVirtualKeyCode", 13);
    command("Input.dispatchKeyEvent", key.copy().put("type", "keyDown").put("text", "\r"));
    command("Input.dispatchKeyEvent", key.put("type", "keyUp"));
  }

  /** What the page did wrong: exceptions, refused loads, broken policies. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  private JsonObject command(String method, JsonObject params) throws Exception {
    int id = sent.incrementAndGet();
    var answer = new CompletableFuture<JsonObject>();
    answers.put(id, answer);
    var text = new JsonObject().put("id", id).put("method", method).put("params", params).encode();
    tab.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
    return answer.get(SECONDS, TimeUnit.SECONDS);
  }

  private static int port(Path file) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      if (Files.exists(file)) {
        var lines = Files.readAllLines(file);
        if (lines.size() > 1) {
          return Integer.parseInt(lines.getFirst());
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("the browser did not start within " + SECONDS + " s");
  }

  private WebSocket connect(int port) throws Exception {
    var list = URI.create("http://127.0.0.1:" + port + "/json/list");
    var tabs = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    var address =
        new JsonArray(tabs)
            .stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("type").equals("page"))
                .map(one -> one.getString("webSocketDebuggerUrl"))
                .findFirst()
                .orElseThrow();
    return http.newWebSocketBuilder()
        .buildAsync(URI.create(address), new Messages())
        .get(SECONDS, TimeUnit.SECONDS);
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(new JsonObject(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(JsonObject message) {
      var answer = answers.remove(message.getInteger("id", 0));
      if (answer != null) {
        answer.complete(message.getJsonObject("result", message));
      }
      var method = message.getString("method", "");
      if (method.equals("Runtime.exceptionThrown")
          || (method.equals("Log.entryAdded")
              && message.encode().contains("\"level\":\"error\""))) {
        errors.add(message.encode());
      }
    }
  }

  @Override
  public void close() throws Exception {
    tab.abort();
    http.shutdownNow();
    end();
  }

  /** Waits for it and its children, for what they still write would be left behind. */
  private void end() throws InterruptedException {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    all.forEach(handle -> handle.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
  }
}
