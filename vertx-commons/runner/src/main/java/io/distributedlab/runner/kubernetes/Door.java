package io.distributedlab.runner.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

/**
 * The Service by whose name a workload is found.
 *
 * <p>That of a member of the event bus is headless, and has an address as soon as the pod has one:
 * Hazelcast tells the other members the address that its own name stands for, the bus listens on a
 * port nobody knows beforehand, and both are needed before the service is ready.
 */
record Door(Workload workload) {
  private static final String NO_ADDRESS_OF_ITS_OWN = "None";

  Service service() {
    var ports = workload.ports().entrySet().stream();
    var service =
        new ServiceBuilder()
            .withMetadata(workload.placement().metadata(workload.name()))
            .withNewSpec()
            .withSelector(workload.placement().labels(workload.name()))
            .withPorts(ports.map(port -> port(port.getKey(), port.getValue())).toList())
            .endSpec();
    return workload.headless()
        ? service
            .editSpec()
            .withClusterIP(NO_ADDRESS_OF_ITS_OWN)
            .withPublishNotReadyAddresses(true)
            .endSpec()
            .build()
        : service.build();
  }

  private static ServicePort port(String name, int number) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(number)
        .withTargetPort(new IntOrString(name))
        .build();
  }
}
