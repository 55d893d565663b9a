package io.distributedlab.week46;

import java.util.List;

/**
 * One operation of a client.
 *
 * @param id names it in the log and in all messages it causes
 * @param order all replicas by rendezvous, the homes of the key first
 */
record Op(String id, String key, Quorum quorum, List<String> order) {
  static Op of(String id, String key, Quorum quorum) {
    return new Op(id, key, quorum, Rendezvous.order(key, Replicas.NAMES));
  }

  List<String> homes() {
    return order.subList(0, quorum.n());
  }

  /** Those that may stand in for a home. */
  List<String> others() {
    return order.subList(quorum.n(), order.size());
  }
}
