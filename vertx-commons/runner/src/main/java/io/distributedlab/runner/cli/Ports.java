package io.distributedlab.runner.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that TCP ports of the loopback interface are free.
 *
 * <p>A port is taken when something accepts connections on it or when it cannot be bound. Both are
 * asked: some systems let a loopback bind succeed beside a listener on all interfaces.
 */
final class Ports {
  private static final int CONNECT_TIMEOUT_MS = 200;

  private Ports() {}

  static boolean isFree(int port) {
    return !accepts(port) && canBind(port);
  }

  /**
   * Fails when one of the ports is taken, naming what it is for, the port and its holder.
   *
   * @param uses port to what it is needed for, as in {@code 8000 -> "gateway"}
   */
  static void requireFree(Map<Integer, String> uses) {
    for (var use : new TreeMap<>(uses).entrySet()) {
      if (!isFree(use.getKey())) {
        throw new UsageException(taken(use.getValue(), use.getKey(), uses.keySet()));
      }
    }
  }

  private static String taken(String user, int port, Collection<Integer> all) {
    var holder = PortHolder.of(port).map(h -> " by " + h).orElse(" by another program");
    return "Port %d (%s) is in use%s: stop it, or add --port-offset %d to use other ports."
        .formatted(port, user, holder, freeOffset(all));
  }

  private static int freeOffset(Collection<Integer> ports) {
    int offset = 100;
    while (offset < 1000 && !allFree(ports, offset)) {
      offset += 100;
    }
    return offset;
  }

  private static boolean allFree(Collection<Integer> ports, int offset) {
    return ports.stream().allMatch(port -> isFree(port + offset));
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(loopback(port), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean canBind(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
