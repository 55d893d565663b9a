package io.distributedlab.runner.cli;

import io.vertx.core.Vertx;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter in a bug report. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Distributed Lab " + of(LabCli.class),
      "Vert.x " + of(Vertx.class),
      "JDK " + Runtime.version() + " (" + System.getProperty("java.home") + ")"
    };
  }

  private static String of(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("(unpackaged)");
  }
}
