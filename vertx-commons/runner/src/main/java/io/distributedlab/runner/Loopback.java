package io.distributedlab.runner;

import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.distributedlab.service.BusMember;
import io.distributedlab.service.ClusterConfig;
import io.distributedlab.service.Directory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the services of a lab are when they all run on 127.0.0.1. */
record Loopback(LabDescriptor lab, int portOffset) {
  static final String HOST = "127.0.0.1";

  Directory directory() {
    return Directory.loopback(lab.ports(), portOffset);
  }

  /** The port of a service on the clustered event bus. */
  int clusterPort(ServiceSpec spec) {
    return ClusterConfig.PORT + portOffset + lab.services().indexOf(spec);
  }

  /**
   * A service begins to join the bus; null when it has no part in one.
   *
   * @param founds whether it starts the cluster, so that no other member can be there yet
   */
  @Nullable BusMember join(ServiceSpec spec, boolean founds) {
    if (!lab.onBus().contains(spec)) {
      return null;
    }
    var members = founds ? List.of(spec) : lab.onBus();
    return new ClusterConfig(
            HOST,
            clusterPort(spec),
            members.stream().map(member -> HOST + ":" + clusterPort(member)).toList(),
            lab.onBus().stream().map(ServiceSpec::name).toList())
        .join();
  }
}
