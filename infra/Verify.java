import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks, from inside a lab's container network, that every signal of the lab arrives where a
 * reader looks for it. Run by infra/verify in the lab's own image, whose libraries it uses.
 *
 * <p>Arguments: the address of the lab's first request; when the load began, in epoch seconds; the
 * method of that request; the services that its trace must have, separated by commas; those
 * that must have written log lines with its id. A - means all of the lab, and those of the trace.
 */
final class Verify {
  private static final String JAEGER = "http://jaeger:16686";
  private static final String LOKI = "http://loki:3100/loki/api/v1";
  private static final String PROMETHEUS = "http://prometheus:9090/api/v1";
  private static final String GRAFANA = "http://grafana:3000/api";
  private static final Path LAB = Path.of("/verify/lab");
  private static final Path SHARED = Path.of("/verify/infra/grafana/dashboards");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String entry;
  private final long start;
  private final String method;
  private final Set<String> services;
  private final Set<String> traced;
  private final Set<String> logged;

  private Verify(String entry, long start, String method, String traced, String logged)
      throws IOException {
    this.entry = entry;
    this.start = start;
    this.method = method;
    this.services = new TreeSet<>();
    for (var target :
        objects(new JsonArray(Files.readString(LAB.resolve("prometheus-targets.json"))))) {
      strings(target.getJsonArray("targets"))
          .forEach(address -> services.add(address.replaceFirst(":.*", "")));
    }
    this.traced = names(traced, services);
    this.logged = names(logged, this.traced);
  }

  public static void main(String[] args) throws Exception {
    new Verify(args[0], Long.parseLong(args[1]), args[2], args[3], args[4]).run();
    System.out.println("done");
  }

  private static Set<String> names(String list, Set<String> otherwise) {
    return list.equals("-") ? otherwise : new TreeSet<>(List.of(list.split(",")));
  }

  private void run() throws Exception {
    for (var address :
        List.of(
            "http://otel-collector:13133",
            JAEGER + "/api/services",
            "http://loki:3100/ready",
            "http://prometheus:9090/-/ready",
            GRAFANA + "/health")) {
      check(address + " answers", () -> get(address).statusCode() == 200 ? "" : null);
    }
    check("every scrape target is up", this::targets);

    var request = request();
    check("a request is answered with its trace id", () -> request);
    check("its trace is in Jaeger", () -> trace(request));
    check("its log lines are in Loki", () -> logs(request));
    check("exemplars lead from latency to traces", this::exemplars);

    check(
        "Grafana knows its data sources",
        () -> grafana("/datasources", Set.of("prometheus", "jaeger", "loki")));
    var dashboards = new ArrayList<JsonObject>();
    try (var files = Files.list(SHARED)) {
      for (var file :
          Stream.concat(Stream.of(LAB.resolve("dashboard.json")), files.sorted()).toList()) {
        dashboards.add(new JsonObject(Files.readString(file)));
      }
    }
    var uids =
        new TreeSet<>(dashboards.stream().map(dashboard -> dashboard.getString("uid")).toList());
    check("Grafana knows its dashboards", () -> grafana("/search?type=dash-db", uids));
    for (var dashboard : dashboards) {
      for (var panel : panels(dashboard.getJsonArray("panels", new JsonArray())).toList()) {
        panel(dashboard, panel);
      }
    }
  }

  private String request() throws Exception {
    var response = send(method, entry);
    var id = response.headers().firstValue("X-Trace-Id").orElse("");
    return response.statusCode() == 200 && id.matches("[0-9a-f]{32}") ? id : null;
  }

  /** One root, no span whose parent is missing, every service that belongs to it. */
  private String trace(String id) throws Exception {
    var found = json(JAEGER + "/api/traces/" + id).getJsonArray("data");
    if (found == null || found.isEmpty()) {
      return null;
    }
    var trace = found.getJsonObject(0);
    var names = new TreeSet<String>();
    trace
        .getJsonObject("processes")
        .forEach(p -> names.add(((JsonObject) p.getValue()).getString("serviceName")));
    var spans = objects(trace.getJsonArray("spans"));
    var ids = spans.stream().map(span -> span.getString("spanID")).toList();
    var roots = 0;
    var orphans = 0;
    for (var span : spans) {
      var references = objects(span.getJsonArray("references", new JsonArray()));
      roots += references.isEmpty() ? 1 : 0;
      orphans +=
          references.stream().allMatch(parent -> ids.contains(parent.getString("spanID"))) ? 0 : 1;
    }
    return names.containsAll(traced) && roots == 1 && orphans == 0
        ? "%d spans of %s, one root".formatted(spans.size(), String.join(", ", names))
        : null;
  }

  private String logs(String id) throws Exception {
    var streams = loki("{service_name=~\".+\"} | trace_id=`%s`".formatted(id));
    var names =
        new TreeSet<>(
            streams.stream()
                .map(s -> s.getJsonObject("stream").getString("service_name"))
                .toList());
    var lines = streams.stream().mapToInt(stream -> stream.getJsonArray("values").size()).sum();
    return names.containsAll(logged)
        ? "%d lines of %s".formatted(lines, String.join(", ", names))
        : null;
  }

  private String exemplars() throws Exception {
    var series =
        objects(
            json(PROMETHEUS
                    + "/query_exemplars?query=lab_http_server_requests_seconds_bucket&start="
                    + start
                    + "&end="
                    + now())
                .getJsonArray("data", new JsonArray()));
    var ids = new TreeSet<String>();
    for (var one : series) {
      objects(one.getJsonArray("exemplars"))
          .forEach(e -> ids.add(e.getJsonObject("labels").getString("trace_id")));
    }
    var found = 0;
    for (var id : ids.stream().limit(5).toList()) {
      found += get(JAEGER + "/api/traces/" + id).statusCode() == 200 ? 1 : 0;
    }
    return found > 0
        ? "%d exemplars, %d of 5 looked up in Jaeger".formatted(ids.size(), found)
        : null;
  }

  private String targets() throws Exception {
    var targets =
        objects(json(PROMETHEUS + "/targets").getJsonObject("data").getJsonArray("activeTargets"));
    var scraped = new TreeSet<String>();
    for (var target : targets) {
      if (!target.getString("health").equals("up")) {
        return null;
      }
      scraped.add(target.getJsonObject("labels").getString("instance").replaceFirst(":.*", ""));
    }
    return scraped.containsAll(services) ? targets.size() + " targets" : null;
  }

  private String grafana(String path, Set<String> uids) throws Exception {
    var found =
        objects(new JsonArray(get(GRAFANA + path).body())).stream()
            .map(one -> one.getString("uid"))
            .toList();
    return found.containsAll(uids) ? String.join(", ", uids) : null;
  }

  private void panel(JsonObject dashboard, JsonObject panel) throws Exception {
    for (var target : objects(panel.getJsonArray("targets", new JsonArray()))) {
      var source =
          target
              .getJsonObject("datasource", panel.getJsonObject("datasource", new JsonObject()))
              .getString("uid");
      var expression = target.getString("expr");
      if (expression != null) {
        var query =
            expression
                .replace("$__rate_interval", "10s")
                .replace("$__interval", "10s")
                .replace("$__range", now() - start + "s");
        check(
            "panel %s / %s: %s"
                .formatted(dashboard.getString("title"), panel.getString("title"), expression),
            () ->
                source.equals("loki")
                    ? some(loki(query), value -> true)
                    : some(prometheus(query), Verify::number));
      }
    }
  }

  private static Stream<JsonObject> panels(JsonArray panels) {
    return objects(panels).stream()
        .flatMap(
            panel ->
                Stream.concat(
                    Stream.of(panel), panels(panel.getJsonArray("panels", new JsonArray()))));
  }

  private static boolean number(String value) {
    return !value.equals("NaN") && !value.endsWith("Inf");
  }

  /** How many series or log streams have a value, or null when none has. */
  private static String some(List<JsonObject> series, Predicate<String> value) {
    var count =
        series.stream()
            .filter(
                one ->
                    one.getJsonArray("values").stream()
                        .anyMatch(pair -> value.test(((JsonArray) pair).getString(1))))
            .count();
    return count > 0 ? count + " found" : null;
  }

  private List<JsonObject> prometheus(String query) throws Exception {
    return result(
        json(
            PROMETHEUS
                + "/query_range?step=2&start="
                + start
                + "&end="
                + now()
                + "&query="
                + encode(query)));
  }

  private List<JsonObject> loki(String query) throws Exception {
    return result(
        json(
            LOKI
                + "/query_range?limit=1000&step=2&start="
                + start
                + "&end="
                + (now() + 1)
                + "&query="
                + encode(query)));
  }

  private static List<JsonObject> result(JsonObject answer) {
    return objects(answer.getJsonObject("data").getJsonArray("result"));
  }

  /** Tries until the check finds something: signals take a few seconds to arrive. */
  private static void check(String what, Callable<String> check) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    do {
      try {
        var found = check.call();
        if (found != null) {
          System.out.println("ok    " + what + (found.isEmpty() ? "" : " (" + found + ")"));
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(500);
    } while (System.nanoTime() < end);
    System.out.println("FAIL  " + what + (last == null ? "" : ": " + last));
  }

  private JsonObject json(String address) throws Exception {
    var response = get(address);
    return response.statusCode() == 404 ? new JsonObject() : new JsonObject(response.body());
  }

  private HttpResponse<String> get(String address) throws Exception {
    return send("GET", address);
  }

  private HttpResponse<String> send(String method, String address) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
