package io.distributedlab.runner;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.service.Directory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The backends that services reach through a proxy: a service of the lab that listens one port
 * above its HTTP port.
 *
 * @param proxies backend to service
 */
record Detours(Map<String, String> proxies, Directory directory) {
  private static final Pattern HOST_AND_PORT = Pattern.compile("(//(?:[^/@]*@)?)[^/@:]+:\\d+");

  static Detours of(LabDescriptor lab, Directory directory) {
    return new Detours(lab.proxies(), directory);
  }

  /** Where a service finds its backends: a proxy finds its own where it is. */
  Map<String, String> uris(String service, LabDescriptor lab, BackendAddresses backends) {
    var uris = new LinkedHashMap<>(backends.forService(service, lab.backends()).uris());
    proxies.forEach(
        (backend, proxy) -> {
          if (!proxy.equals(service)) {
            uris.computeIfPresent(backend, (name, uri) -> through(proxy, uri));
          }
        });
    return uris;
  }

  /** The TCP ports of the proxies and what for. */
  Map<Integer, String> ports() {
    var ports = new LinkedHashMap<Integer, String>();
    proxies.forEach((backend, proxy) -> ports.put(port(proxy), backend + " by " + proxy));
    return ports;
  }

  private String through(String proxy, String uri) {
    var host = directory.resolve(proxy).host();
    return HOST_AND_PORT.matcher(uri).replaceFirst("$1" + host + ":" + port(proxy));
  }

  private int port(String proxy) {
    return directory.resolve(proxy).port() + 1;
  }
}
