package io.distributedlab.runner;

import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.panel.InfrastructurePanels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that are made from Java and committed: {@code ./lab generate} writes them, a test of
 * each lab fails when they are out of date.
 */
public final class GeneratedFiles {
  private GeneratedFiles() {}

  /** Path from the project's root to content: the files all labs share. */
  public static Map<String, String> shared() {
    return Map.of(
        "infra/grafana/dashboards/infrastructure-health.json",
        InfrastructurePanels.DASHBOARD.toJson());
  }

  /** Path from the project's root to content: the files of one lab. */
  public static Map<String, String> of(LabDescriptor lab) {
    var infra = "labs/" + lab.folder() + "/infra/";
    var files = new TreeMap<String, String>();
    files.put(infra + "dashboard.json", lab.dashboard().toJson());
    files.put(infra + "prometheus-targets.json", prometheusTargets(lab));
    if (!lab.exercises().isEmpty()) {
      files.put(infra + "exercises.json", ExerciseSheet.of(lab.exercises()).encode());
    }
    return files;
  }

  /** Prometheus' file-based service discovery: one target per service, by its container's name. */
  private static String prometheusTargets(LabDescriptor lab) {
    var groups = new JsonArray();
    lab.ports()
        .forEach(
            (name, port) ->
                groups.add(
                    new JsonObject()
                        .put("targets", new JsonArray().add(name + ":" + port))
                        .put(
                            "labels",
                            new JsonObject().put("lab", lab.folder()).put("service", name))));
    return groups.encodePrettily().replace("\r\n", "\n") + "\n";
  }
}
