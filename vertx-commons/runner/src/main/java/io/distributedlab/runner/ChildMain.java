package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.service.Service;
import io.distributedlab.service.ServiceConfig;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.distributedlab.service.telemetry.TelemetryLines;

/**
 * One service of an embedded lab in this JVM of its own: what {@link ChildService} starts. It
 * prints its telemetry as lines and {@value #READY} when {@code /ready} answers 200. A crash at a
 * fault point ends the JVM as a SIGKILL does: no hook runs, exit code 137.
 *
 * <p>Arguments: the class of the {@link Lab}, the service, the port offset, and whether it founds
 * the cluster.
 */
final class ChildMain {
  static final String READY = "@ready";

  private ChildMain() {}

  @SuppressWarnings("SystemOut") // its output is how the parent hears of it
  public static void main(String[] arguments) throws ReflectiveOperationException {
    System.setErr(System.out); // whole lines only
    var lab = lab(arguments[0]);
    var where = new Loopback(lab, Integer.parseInt(arguments[2]));
    var spec =
        lab.services().stream()
            .filter(service -> service.name().equals(arguments[1]))
            .findFirst()
            .orElseThrow();
    var telemetry =
        new TelemetryConfig(spec.name(), lab.folder(), new TelemetryLines(System.out), false, 1.0)
            .withJvm();
    var backends = BackendAddresses.byName(lab.backends(), System.getenv());
    var config =
        new ServiceConfig(
            spec.name(),
            Loopback.HOST,
            where.directory(),
            lab.knobs(),
            where.join(spec, Boolean.parseBoolean(arguments[3])),
            Telemetry.create(telemetry),
            Detours.of(lab, where.directory()).uris(spec.name(), lab, backends));
    var starting = Service.start(config, spec.verticle());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ServiceMain.stop(starting), "stop"));
    starting
        .onSuccess(
            service ->
                service.faults().onCrash(() -> Runtime.getRuntime().halt(ServiceMain.CRASHED)))
        .onSuccess(LoopLagMeter::start)
        .onSuccess(service -> System.out.println(READY))
        .onFailure(ChildMain::giveUp);
  }

  private static LabDescriptor lab(String type) throws ReflectiveOperationException {
    return Class.forName(type).asSubclass(Lab.class).getConstructor().newInstance().descriptor();
  }

  @SuppressWarnings("SystemOut")
  private static void giveUp(Throwable failure) {
    failure.printStackTrace(System.out);
    System.exit(1);
  }
}
