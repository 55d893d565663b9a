package io.distributedlab.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Whether TCP ports of the loopback interface are free.
 *
 * <p>A port is taken when something accepts connections on it or when it cannot be bound. Both are
 * asked: some systems let a loopback bind succeed beside a listener on all interfaces.
 */
public final class Ports {
  private static final int CONNECT_TIMEOUT_MS = 200;
  private static final int STEP = 100;
  private static final int LIMIT = 32_000; // ports above are handed out to clients

  private Ports() {}

  /** Whether a server could listen on this port now. */
  public static boolean isFree(int port) {
    return !accepts(port) && canBind(port);
  }

  /** The first offset from {@code start} in steps of 100 at which all these ports are free. */
  public static OptionalInt freeOffset(Collection<Integer> ports, int start) {
    var highest = ports.stream().mapToInt(Integer::intValue).max().orElse(0);
    return IntStream.iterate(start, offset -> offset + highest < LIMIT, offset -> offset + STEP)
        .filter(offset -> ports.stream().allMatch(port -> isFree(port + offset)))
        .findFirst();
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
