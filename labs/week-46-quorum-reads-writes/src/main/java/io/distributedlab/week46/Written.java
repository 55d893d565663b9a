package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Wrote;
import java.util.List;

/**
 * A write that enough replicas have acknowledged.
 *
 * @param superseded some replica holds something newer: whoever reads may never see this write
 */
record Written(Entry entry, List<String> replicas, boolean superseded) {
  static Written of(Entry entry, List<Wrote> acks) {
    return new Written(
        entry,
        acks.stream().map(Wrote::replica).toList(),
        acks.stream().anyMatch(Wrote::superseded));
  }
}
