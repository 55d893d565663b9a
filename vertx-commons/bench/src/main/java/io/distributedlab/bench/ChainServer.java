package io.distributedlab.bench;

import java.io.IOException;

/**
 * One variant of the chain in a process of its own, so that no variant runs code that the compiler
 * tuned for another. Arguments: the variant and the first of three ports. Ends with its standard
 * input.
 */
final class ChainServer {
  private ChainServer() {}

  public static void main(String[] arguments) throws IOException {
    var ports = Ports.from(Integer.parseInt(arguments[1]));
    Variant.valueOf(arguments[0]).start(ports).onFailure(ChainServer::giveUp);
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void giveUp(Throwable failure) {
    failure.printStackTrace();
    System.exit(2);
  }
}
