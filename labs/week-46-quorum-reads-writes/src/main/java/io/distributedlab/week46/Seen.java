package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Got;
import java.util.List;

/**
 * What a read returns: of the answers, the one with the greatest tag.
 *
 * @param conflicts the answers differed
 * @param rounds how often replicas were waited for: 2 with a write-back
 */
record Seen(Entry entry, List<String> replicas, boolean conflicts, int rounds) {
  static Seen of(List<Got> answers) {
    var newest = newest(answers);
    return new Seen(
        newest,
        answers.stream().map(Got::replica).toList(),
        answers.stream().anyMatch(got -> newest.newerThan(got.entry())),
        1);
  }

  Seen after(int rounds) {
    return new Seen(entry, replicas, conflicts, rounds);
  }

  static Entry newest(List<Got> answers) {
    return answers.stream().map(Got::entry).reduce(Entry::merge).orElseThrow();
  }
}
