package io.distributedlab.runner.page;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A constant rate of requests to the entry of the lab, so that there is something to see. With two
 * variants each arrival is sent once in each, at the same moment. It is for looking: what it shows
 * is of the last 5 s and knows no warm-up; {@code ./lab prove} measures.
 */
final class PageLoad {
  /** Sends as the lab is set. */
  static final String AS_SET = "as set";

  private static final Knob<Integer> PER_SECOND =
      Knob.integer("per_second", 20, 1, 200, "requests of each variant");
  private static final String VARIANTS = "variants";
  private static final int MOST_VARIANTS = 2;
  private static final long STEP_MS = 5;
  private static final List<Percentile> PERCENTILES =
      List.of(new Percentile("p99", 0.99), new Percentile("p50", 0.5));

  private record Percentile(String name, double share) {}

  private final Service runner;
  private final String service;
  private final String path;
  private final BooleanSupplier watched;
  private final Turn turn;
  private final List<String> choices;
  private final Map<String, Recent> variants = new LinkedHashMap<>();
  private int perSecond;
  private long began;
  private long sent;
  private long timer;

  /**
   * @param watched whether there is a page to see it
   */
  PageLoad(Service runner, LabDescriptor lab, BooleanSupplier watched, Turn turn) {
    this.runner = runner;
    this.watched = watched;
    this.turn = turn;
    this.service = lab.services().getFirst().name();
    this.path = lab.entry();
    this.choices = choices(lab);
  }

  /** The values of the first knob that has a choice of them: that is what a lab compares. */
  private static List<String> choices(LabDescriptor lab) {
    var first =
        lab.knobs().describe().stream()
            .map(JsonObject.class::cast)
            .filter(knob -> knob.containsKey("values"))
            .findFirst();
    var values = first.stream().flatMap(knob -> knob.getJsonArray("values").stream());
    return Stream.concat(Stream.of(AS_SET), values.map(String::valueOf)).toList();
  }

  void addTo(HttpService http) {
    http.houseRoute(HttpMethod.PUT, "/admin/load", this::start)
        .houseRoute(HttpMethod.DELETE, "/admin/load", request -> Future.succeededFuture(stop()));
  }

  /** What the page offers. */
  JsonObject outline() {
    return new JsonObject()
        .put("to", service + " " + path)
        .put("choices", new JsonArray(choices))
        .put("per_second", PER_SECOND.describe());
  }

  /** What is being sent; a rate of 0 is nothing. */
  JsonObject now() {
    return new JsonObject()
        .put(PER_SECOND.name(), perSecond)
        .put(VARIANTS, new JsonArray(List.copyOf(variants.keySet())));
  }

  /** Pairs of a line and its value: p99 of each variant, then p50, in s. */
  JsonArray latencies() {
    var values = new JsonArray();
    for (var wanted : PERCENTILES) {
      variants.forEach(
          (variant, recent) ->
              values.add(
                  new JsonArray()
                      .add(wanted.name() + " " + variant)
                      .add(recent.percentile(wanted.share()))));
    }
    return values;
  }

  /** Pairs of a variant and the share of its requests that failed. */
  JsonArray failures() {
    var values = new JsonArray();
    variants.forEach((name, recent) -> values.add(new JsonArray().add(name).add(recent.failed())));
    return values;
  }

  /** Ends it, if there is any. */
  JsonObject stop() {
    runner.vertx().cancelTimer(timer);
    perSecond = 0;
    variants.clear();
    turn.leave(Turn.Holder.LOAD);
    return now();
  }

  private Future<JsonObject> start(Request request) {
    var wanted = request.json();
    var rate = PER_SECOND.parse(wanted.getValue(PER_SECOND.name(), PER_SECOND.initial()));
    var names = names(wanted.getValue(VARIANTS, new JsonArray().add(AS_SET)));
    if (!watched.getAsBoolean()) {
      throw Problem.conflict("this load is for the live page, and no page is open");
    }
    stop();
    turn.take(Turn.Holder.LOAD);
    perSecond = rate;
    names.forEach(name -> variants.put(name, new Recent(runner.clock())));
    began = runner.clock().nanos();
    sent = 0;
    timer = runner.vertx().setPeriodic(STEP_MS, due -> sendDue());
    return Future.succeededFuture(now());
  }

  private List<String> names(Object wanted) {
    var names =
        wanted instanceof JsonArray list
            ? list.stream().map(Objects::toString).toList()
            : List.<String>of();
    if (names.isEmpty() || names.size() > MOST_VARIANTS || !choices.containsAll(names)) {
      throw Problem.invalid(VARIANTS, wanted, "one or two of " + String.join(", ", choices));
    }
    return names;
  }

  private void sendDue() {
    var due = (runner.clock().nanos() - began) * perSecond / 1_000_000_000;
    for (; sent < due; sent++) {
      variants.forEach(this::send);
    }
  }

  private void send(String variant, Recent recent) {
    var peer = runner.client(service);
    var asked = variant.equals(AS_SET) ? peer : peer.header(Knobs.VARIANT_HEADER, variant);
    var at = runner.clock().nanos();
    asked.get(path).onComplete(done -> recent.add(runner.clock().nanos() - at, done.failed()));
  }
}
