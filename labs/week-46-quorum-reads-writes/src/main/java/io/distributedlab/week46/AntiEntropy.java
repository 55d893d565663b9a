package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Compares two replicas by the digests of their buckets and exchanges the buckets that differ. Only
 * keys that both are homes of count. Source: Demers et al., "Epidemic Algorithms for Replicated
 * Database Maintenance" (PODC 1987): push and pull.
 */
final class AntiEntropy {
  private final Service service;
  private final Replicas replicas;
  private final DurableStore store;
  private final Random random;
  private final Counter taken;

  AntiEntropy(Service service, Replicas replicas, DurableStore store, Random random) {
    this.service = service;
    this.replicas = replicas;
    this.store = store;
    this.random = random;
    this.taken = service.telemetry().meters().counter("quorum.antientropy.taken");
  }

  /** Compares with a random peer. Never fails. */
  Future<Void> round() {
    var peers = Replicas.NAMES.stream().filter(name -> !name.equals(service.name())).toList();
    return compareWith(peers.get(random.nextInt(peers.size()))).otherwiseEmpty();
  }

  /** Done when both hold the same entries of the keys they share. */
  Future<Void> compareWith(String peer) {
    return replicas
        .digest(peer)
        .map(theirs -> differing(store.entries().digest(sharedWith(peer)), theirs.buckets()))
        .compose(
            buckets ->
                buckets.isEmpty()
                    ? Future.succeededFuture()
                    : replicas
                        .exchange(peer, buckets, store.entries().in(buckets, sharedWith(peer)))
                        .compose(answer -> take(answer.entries())));
  }

  /** Which keys both this replica and the peer are homes of. */
  Predicate<String> sharedWith(String peer) {
    int n = service.knobs().get(Week46Knobs.N);
    var both = List.of(service.name(), peer);
    return key -> Rendezvous.order(key, Replicas.NAMES).subList(0, n).containsAll(both);
  }

  /** Keeps what is newer than what is here. */
  Future<Void> take(List<Entry> entries) {
    var newer =
        entries.stream()
            .filter(entry -> entry.newerThan(store.entries().get(entry.key())))
            .toList();
    taken.increment(newer.size());
    var durable = Week46Knobs.durable(service.knobs());
    return Future.join(newer.stream().map(entry -> store.write(entry, durable)).toList())
        .mapEmpty();
  }

  private static List<Integer> differing(List<Long> ours, List<Long> theirs) {
    return IntStream.range(0, ours.size())
        .filter(bucket -> !ours.get(bucket).equals(theirs.get(bucket)))
        .boxed()
        .toList();
  }
}
