package io.distributedlab.backends;

import io.distributedlab.service.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where services find their backends: name to connection string, in the order of the lab. An
 * address in the environment, {@code LAB_BACKEND_ORDERS_DB} for a backend {@code orders-db}, wins
 * over any other.
 */
public record BackendAddresses(Map<String, String> uris) {
  /** Among containers each is on the host of its own name, at the usual port. */
  public static BackendAddresses byName(List<BackendSpec> specs, Map<String, String> environment) {
    var uris = new LinkedHashMap<String, String>();
    for (var spec : specs) {
      var byName = spec.uri(spec.name(), spec.containerPort());
      uris.put(spec.name(), given(spec, environment).orElse(byName));
    }
    return new BackendAddresses(uris);
  }

  /**
   * The connection string of one.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public String uri(String backend) {
    return Named.find(uris, "backend", backend);
  }

  /** The same as one service connects to them: by its own role where there is one. */
  public BackendAddresses forService(String service, List<BackendSpec> specs) {
    var own = new LinkedHashMap<>(uris);
    specs.forEach(spec -> own.computeIfPresent(spec.name(), (n, u) -> spec.uriFor(service, u)));
    return new BackendAddresses(own);
  }

  /** The same for eyes: a server that somebody else runs may have a password that is a secret. */
  public BackendAddresses withoutPasswords() {
    var shown = new LinkedHashMap<>(uris);
    shown.replaceAll((name, uri) -> uri.replaceFirst(":[^:/@]*@", "@"));
    return new BackendAddresses(shown);
  }

  /** The environment of a process that finds the backends at these addresses. */
  public Map<String, String> environment(List<BackendSpec> specs) {
    return specs.stream().collect(Collectors.toMap(BackendAddresses::variable, s -> uri(s.name())));
  }

  /** The address that the environment gives a backend. */
  public static Optional<String> given(BackendSpec spec, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(variable(spec)));
  }

  static String variable(BackendSpec spec) {
    return "LAB_BACKEND_" + spec.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
