package io.distributedlab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A judged claim.
 *
 * @param why for a verdict other than HOLDS, and for one that holds at the second try or though
 *     some requests were sent late
 * @param readings one, or two when it was measured again
 * @param evidence trace ids of requests that show it
 */
public record ClaimResult(
    Claim claim, Verdict verdict, String why, List<Reading> readings, Optional<Evidence> evidence) {

  public ClaimResult {
    readings = List.copyOf(readings);
  }

  /** Both sides of the last reading. */
  public Reading reading() {
    return readings.getLast();
  }

  ClaimResult because(String reason) {
    return new ClaimResult(claim, verdict, reason, readings, evidence);
  }

  ClaimResult with(Evidence shown) {
    return new ClaimResult(claim, verdict, why, readings, Optional.of(shown));
  }

  /** A timing claim that does not hold is measured once more. */
  boolean deservesAnother() {
    return claim.kind() == Claim.Kind.TIMING && verdict != Verdict.HOLDS;
  }

  /**
   * All claims after a second measurement of some; both lists in the same order.
   *
   * @param measuredAgain which claims had a measure taken again. It may read the same.
   */
  static List<ClaimResult> again(
      List<ClaimResult> first, List<ClaimResult> second, Predicate<Claim> measuredAgain) {
    return IntStream.range(0, first.size())
        .mapToObj(i -> first.get(i).again(second.get(i), measuredAgain))
        .toList();
  }

  /**
   * An invariant must hold both times. A timing claim that held keeps its verdict, another takes
   * the second.
   */
  private ClaimResult again(ClaimResult second, Predicate<Claim> measuredAgain) {
    if (second.reading().equals(reading()) && !measuredAgain.test(claim)) {
      return this;
    }
    return claim.kind() == Claim.Kind.TIMING
        ? deservesAnother() ? second.after(this, second) : this
        : verdict == Verdict.BROKEN ? second.after(this, this) : second.after(this, second);
  }

  private static String after(String doubt) {
    return doubt.isEmpty() ? "" : ", after " + doubt;
  }

  private ClaimResult after(ClaimResult first, ClaimResult deciding) {
    var both = new ArrayList<>(first.readings);
    both.addAll(readings);
    boolean rescued = first.verdict != Verdict.HOLDS && deciding.verdict == Verdict.HOLDS;
    return new ClaimResult(
        claim,
        deciding.verdict,
        rescued ? "at the second measurement" + after(first.why) : deciding.why,
        both,
        Optional.empty());
  }
}
