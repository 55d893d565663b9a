package io.distributedlab.experiment;

import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/**
 * Something done to the services at a moment of a phase; drawn on every chart.
 *
 * @param label what a chart says, like {@code service-b hang=true}
 */
public record Act(String label, Function<Stage, Future<?>> work) {
  public static Act fault(String service, String name, Object value) {
    return new Act(
        service + " " + name + "=" + value, stage -> stage.faults(service, Map.of(name, value)));
  }

  public static Act knob(String service, String name, Object value) {
    return new Act(
        service + " " + name + "=" + value, stage -> stage.knobs(service, Map.of(name, value)));
  }

  public static Act kill(String service) {
    return new Act("kill " + service, stage -> stage.kill(service));
  }

  public static Act restart(String service) {
    return new Act("restart " + service, stage -> stage.restart(service));
  }

  public static Act pause(String service) {
    return new Act("pause " + service, stage -> stage.pause(service));
  }

  public static Act resume(String service) {
    return new Act("resume " + service, stage -> stage.resume(service));
  }
}
