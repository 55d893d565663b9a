package io.distributedlab.@package@;

import java.util.List;
import java.util.stream.Stream;

/** The services that a request has passed, in order. */
record Chain(List<Hop> hops) {
  Chain {
    hops = List.copyOf(hops);
  }

  /** A chain that ends where it begins. */
  static Chain of(Hop only) {
    return new Chain(List.of(only));
  }

  /** This chain with the service before it. */
  Chain after(Hop own) {
    return new Chain(Stream.concat(Stream.of(own), hops.stream()).toList());
  }
}
