package io.distributedlab.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Where the services of a lab are. The same names everywhere: embedded they share the loopback
 * address, in containers a service's name is its host name.
 */
public record Directory(Map<String, Address> addresses) {
  /** A host name or IP address and a TCP port. */
  public record Address(String host, int port) {}

  /** All on 127.0.0.1, each on its port plus {@code portOffset}. */
  public static Directory loopback(Map<String, Integer> ports, int portOffset) {
    return of(ports, (name, port) -> new Address("127.0.0.1", port + portOffset));
  }

  /** Each on the host of its own name. */
  public static Directory byName(Map<String, Integer> ports) {
    return of(ports, Address::new);
  }

  private static Directory of(
      Map<String, Integer> ports, BiFunction<String, Integer, Address> address) {
    var addresses = new LinkedHashMap<String, Address>();
    ports.forEach((name, port) -> addresses.put(name, address.apply(name, port)));
    return new Directory(addresses);
  }

  public Set<String> names() {
    return addresses.keySet();
  }

  /**
   * @throws IllegalArgumentException when there is no such service
   */
  public Address resolve(String name) {
    return Named.find(addresses, "service", name);
  }
}
