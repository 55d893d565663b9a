package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Ground truth: what was sent under which key, and what its sender was told. Compare it with what
 * the stores hold. Not safe for use by several threads.
 *
 * <p>A sender that got no answer, or a failure that may have come after the effect, knows nothing:
 * its effect may be there or not, but not twice.
 */
public final class Ledger {
  /** What the sender knows. */
  public enum Fate {
    SENT,
    ACKNOWLEDGED,
    REFUSED,
    UNKNOWN
  }

  private final Map<String, Fate> fates = new LinkedHashMap<>();

  /**
   * A ledger of a load whose requests have keys: a success is acknowledged, a 4xx or 503 refused,
   * everything else unknown. Retries of one key add up: one acknowledgement acknowledges.
   */
  public static Ledger of(Samples samples) {
    return of(samples, Ledger::told);
  }

  public static Ledger of(Samples samples, Function<Sample, Fate> told) {
    var ledger = new Ledger();
    for (var sample : samples.all()) {
      if (sample.key() != null) {
        ledger.sent(sample.key());
        ledger.note(sample.key(), told.apply(sample));
      }
    }
    return ledger;
  }

  public void sent(String key) {
    fates.putIfAbsent(key, Fate.SENT);
  }

  public void acknowledged(String key) {
    note(key, Fate.ACKNOWLEDGED);
  }

  public void refused(String key) {
    note(key, Fate.REFUSED);
  }

  public void unknown(String key) {
    note(key, Fate.UNKNOWN);
  }

  /** Keys with this fate; those sent and never heard of are SENT, which means unknown too. */
  public Set<String> with(Fate fate) {
    return keys(fate::equals);
  }

  public int size() {
    return fates.size();
  }

  /**
   * Compares with a store.
   *
   * @param held how many effects of each key the store holds; absent means none
   */
  public Audit audit(Map<String, Integer> held) {
    var present = new TreeSet<String>();
    held.forEach((key, copies) -> addIf(copies > 0, key, present));
    var duplicate = new TreeSet<String>();
    held.forEach((key, copies) -> addIf(copies > 1, key, duplicate));
    var lost = with(Fate.ACKNOWLEDGED);
    lost.removeAll(present);
    var phantom = new TreeSet<>(present);
    phantom.removeAll(keys(fate -> fate != Fate.REFUSED));
    var undecided = keys(fate -> fate == Fate.UNKNOWN || fate == Fate.SENT);
    undecided.retainAll(present);
    return new Audit(lost, duplicate, phantom, undecided);
  }

  private void note(String key, Fate told) {
    fates.merge(key, told, Ledger::stronger);
  }

  /** Acknowledged beats unknown beats refused beats sent. */
  private static Fate stronger(Fate before, Fate now) {
    return rank(now) >= rank(before) ? now : before;
  }

  private static int rank(Fate fate) {
    return switch (fate) {
      case SENT -> 0;
      case REFUSED -> 1;
      case UNKNOWN -> 2;
      case ACKNOWLEDGED -> 3;
    };
  }

  private Set<String> keys(Predicate<Fate> wanted) {
    var keys = new TreeSet<String>();
    fates.forEach((key, fate) -> addIf(wanted.test(fate), key, keys));
    return keys;
  }

  private static void addIf(boolean wanted, String key, Set<String> to) {
    if (wanted) {
      to.add(key);
    }
  }

  private static Fate told(Sample sample) {
    if (sample.succeeded()) {
      return Fate.ACKNOWLEDGED;
    }
    boolean refused = sample.outcome() == Outcome.REJECTED || sample.status() == 503;
    return refused ? Fate.REFUSED : Fate.UNKNOWN;
  }
}
