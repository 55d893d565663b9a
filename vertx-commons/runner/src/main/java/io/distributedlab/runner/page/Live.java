package io.distributedlab.runner.page;

import io.distributedlab.experiment.Scrape;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.query.History;
import io.distributedlab.runner.query.Query;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.EventStream;
import io.distributedlab.service.http.HttpService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page sees, once a second, at {@code GET /admin/live}: first the event {@code lab}, then
 * {@code past} with what was seen in the last two minutes, then a {@code tick} for every round. The
 * services are only asked, and the page's load only sent, while somebody watches. Where the lab is
 * a learner's own there are the events {@code lives}, {@code experiment}, {@code result}, {@code
 * exercises} and {@code check} as well. Used on one event loop.
 */
public final class Live {
  private static final long PERIOD_MS = 1000;
  private static final int KEPT = 120;

  /** After a time without watchers windows begin anew, else they would reach across it. */
  private static final long GAP_MS = 5000;

  private final Service runner;
  private final Services services;
  private final Turn turn = new Turn();
  private final PageLoad load;
  private final @Nullable Learning learning;
  private final List<LivePanel> panels;
  private final JsonObject outline;
  private History history;
  private final Changes changes = new Changes();
  private final ArrayDeque<JsonObject> past = new ArrayDeque<>();
  private final List<EventStream> watchers = new ArrayList<>();
  private long timer;
  private boolean asking;

  /**
   * @param runner reaches the services of the lab by their names
   * @param desk null when the lab is not a learner's to experiment with
   * @param traces the traces that are still kept, by their id
   */
  public Live(
      Service runner,
      LabDescriptor lab,
      @Nullable Desk desk,
      Function<String, Optional<JsonObject>> traces) {
    this.runner = runner;
    this.services = new Services(lab.ports().keySet(), runner::client);
    this.panels = lab.panels().stream().map(LivePanel::of).toList();
    this.load = new PageLoad(runner, lab, () -> !watchers.isEmpty(), turn);
    this.learning =
        desk == null ? null : new Learning(runner, desk, services, turn, this::tellAll, traces);
    this.outline = Outline.of(lab, panels).put("load", load.outline());
    this.history = new History(queries().toList());
  }

  private Stream<Query> queries() {
    return Stream.concat(Topology.queries(), panels.stream().flatMap(LivePanel::queries));
  }

  /** Adds the route of the events and those that change settings. */
  public void addTo(HttpService http) {
    http.events("/admin/live", this::watch);
    services.addTo(http, turn);
    load.addTo(http);
    if (learning != null) {
      learning.addTo(http);
    }
  }

  /** A trace that was kept longer than others: what a claim of the last experiment names. */
  public Optional<JsonObject> evidence(String traceId) {
    return Optional.ofNullable(learning).flatMap(own -> own.evidence(traceId));
  }

  /** Ends what goes on beside the events; done when nothing of it is left. Never fails. */
  public Future<?> stop() {
    return learning == null ? Future.succeededFuture() : learning.stop();
  }

  private void tellAll(String event, JsonObject data) {
    List.copyOf(watchers).forEach(watcher -> watcher.send(event, data));
  }

  private void watch(EventStream watcher) {
    watcher.send("lab", outline);
    if (learning != null) {
      learning.tell(watcher::send);
    }
    watcher.send("past", new JsonObject().put("ticks", new JsonArray(List.copyOf(past))));
    watcher.onEnd(() -> leave(watcher));
    watchers.add(watcher);
    if (watchers.size() == 1) {
      timer = runner.vertx().setPeriodic(0, PERIOD_MS, due -> look());
    }
  }

  private void leave(EventStream watcher) {
    if (watchers.remove(watcher) && watchers.isEmpty()) {
      runner.vertx().cancelTimer(timer);
      load.stop();
    }
  }

  private void look() {
    if (!asking) {
      asking = true;
      services
          .ask()
          .onSuccess(this::tell)
          .onFailure(failure -> runner.telemetry().log().error("the page has no news", failure))
          .onComplete(told -> asking = false);
    }
  }

  private void tell(Map<String, Reading> readings) {
    long now = runner.clock().now().toEpochMilli();
    if (now - history.last() > GAP_MS) {
      history = new History(queries().toList());
    }
    history.add(now, readings.keySet(), scrapes(readings));
    var tick =
        new JsonObject()
            .put("time", now)
            .put("nodes", Topology.nodes(readings, history))
            .put("edges", Topology.edges(history))
            .put("changes", changes.since(readings))
            .put("load", load.now())
            .put("latencies", load.latencies())
            .put("failures", load.failures())
            .put("panels", new JsonArray(panels.stream().map(p -> p.values(history)).toList()));
    past.add(tick);
    if (past.size() > KEPT) {
      past.poll();
    }
    tellAll("tick", tick);
  }

  private static Map<String, Scrape> scrapes(Map<String, Reading> readings) {
    var scrapes = new LinkedHashMap<String, Scrape>();
    readings.forEach(
        (service, reading) -> {
          if (reading.up()) {
            scrapes.put(service, reading.metrics());
          }
        });
    return scrapes;
  }
}
