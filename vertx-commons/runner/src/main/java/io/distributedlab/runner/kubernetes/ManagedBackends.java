package io.distributedlab.runner.kubernetes;

import io.distributedlab.backends.BackendAddresses;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.TreeMap;

/** The addresses of servers that somebody else runs: their passwords are in them. */
record ManagedBackends(Placement placement) {
  static final String SECRET = "managed-backends";

  /** Each as the variable by which a service of the lab finds it. */
  Secret secret() {
    var managed =
        placement.lab().backends().stream()
            .filter(spec -> placement.managed().containsKey(spec.name()))
            .toList();
    var variables = new BackendAddresses(placement.managed()).environment(managed);
    return new SecretBuilder()
        .withMetadata(placement.metadata(SECRET))
        .withType("Opaque")
        .withStringData(new TreeMap<>(variables))
        .build();
  }
}
