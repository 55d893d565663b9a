package io.distributedlab.experiment;

import static io.distributedlab.experiment.Term.measured;
import static io.distributedlab.experiment.Term.number;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An inequality that an experiment must show: low ≤ subject ≤ high, either bound optional.
 *
 * <p>An <em>invariant</em> must hold whatever the machine does; failing once, it has failed. A
 * <em>timing</em> claim depends on how fast and how evenly the machine runs; failing, it is
 * measured once more, and noise excuses it.
 *
 * @param needed samples without which it is not judged
 * @param fullRunOnly left out of the quick run
 * @param naive phase whose slowest request shows the claim, with its counterpart in {@code fixed}
 */
public record Claim(
    String name,
    Kind kind,
    Term subject,
    @Nullable Term low,
    @Nullable Term high,
    String relation,
    long needed,
    boolean fullRunOnly,
    @Nullable String naive,
    @Nullable String fixed) {

  /** Whether noise can excuse a failure. */
  public enum Kind {
    INVARIANT,
    TIMING
  }

  /** A claim that noise does not excuse: counts and identities. */
  public static Draft invariant(String name) {
    return new Draft(name, Kind.INVARIANT);
  }

  /** A claim about how long or how much in a time. */
  public static Draft timing(String name) {
    return new Draft(name, Kind.TIMING);
  }

  /** A claim without its inequality. */
  public record Draft(String name, Kind kind) {
    public Subject that(String measure) {
      return that(measured(measure));
    }

    public Subject that(Term subject) {
      return new Subject(this, subject);
    }
  }

  /** A claim without its bounds. */
  public record Subject(Draft draft, Term subject) {
    public Claim isAtMost(double bound) {
      return isAtMost(number(bound));
    }

    public Claim isAtMost(Term bound) {
      return claim(null, bound, "≤ " + bound.text());
    }

    public Claim isAtLeast(double bound) {
      return isAtLeast(number(bound));
    }

    public Claim isAtLeast(Term bound) {
      return claim(bound, null, "≥ " + bound.text());
    }

    public Claim is(double value) {
      return is(number(value));
    }

    public Claim is(Term value) {
      return claim(value, value, "= " + value.text());
    }

    public Claim isBetween(double low, double high) {
      return claim(
          number(low), number(high), "in " + Numbers.text(low) + " .. " + Numbers.text(high));
    }

    /** Within {@code tolerance}, in the unit of the subject, of the target. */
    public Claim isNear(Term target, double tolerance) {
      return claim(
          target.plus(-tolerance),
          target.plus(tolerance),
          "= " + target.text() + " ± " + Numbers.text(tolerance));
    }

    /** Within a relative tolerance of the target: 0.15 is fifteen percent. */
    public Claim isWithin(double share, Term target) {
      return claim(
          target.times(1 - share),
          target.times(1 + share),
          "= " + target.text() + " ± " + Numbers.text(share * 100) + " %");
    }

    private Claim claim(@Nullable Term low, @Nullable Term high, String relation) {
      return new Claim(draft.name, draft.kind, subject, low, high, relation, 0, false, null, null);
    }
  }

  /** Not judged unless every measure of the subject has so many samples. */
  public Claim needing(long samples) {
    return new Claim(name, kind, subject, low, high, relation, samples, fullRunOnly, naive, fixed);
  }

  /** Left to the full run: the quick one has too few samples for it. */
  public Claim inFullRunOnly() {
    return new Claim(name, kind, subject, low, high, relation, needed, true, naive, fixed);
  }

  /**
   * Shown by the slowest traced request of one phase and the request with the same place in the
   * schedule of another.
   */
  public Claim shownBy(String naivePhase, String fixedPhase) {
    return new Claim(
        name, kind, subject, low, high, relation, needed, fullRunOnly, naivePhase, fixedPhase);
  }

  /** Names of all measures on both sides. */
  Set<String> measures() {
    var names = new TreeSet<>(subject.measures());
    if (low != null) {
      names.addAll(low.measures());
    }
    if (high != null) {
      names.addAll(high.measures());
    }
    return names;
  }

  /** Both sides as measured. */
  Reading read(Measures in) {
    return new Reading(
        subject.value(in),
        low == null ? null : low.value(in),
        high == null ? null : high.value(in));
  }
}
