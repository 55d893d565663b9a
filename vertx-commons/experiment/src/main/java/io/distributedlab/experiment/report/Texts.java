package io.distributedlab.experiment.report;

import io.distributedlab.experiment.Claim;
import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Evidence;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Phrases that the terminal and the page share. */
final class Texts {
  private Texts() {}

  static String relation(Claim claim) {
    return claim.subject().text() + " " + claim.relation();
  }

  /**
   * How far the last reading is from its nearest bound, in percent of the bound; an equality has no
   * margin.
   */
  static String margin(ClaimResult claim) {
    double margin = claim.reading().margin();
    boolean exact = Objects.equals(claim.claim().low(), claim.claim().high());
    return !exact && Double.isFinite(margin)
        ? String.format(Locale.ROOT, "%+.0f %%", margin * 100)
        : "";
  }

  static String difference(Measure measure) {
    if (measure.prediction() == null || measure.prediction() == 0) {
      return "";
    }
    double share = measure.value() / measure.prediction() - 1;
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }

  /** Both sides, as often as they were measured. */
  static String readings(ClaimResult claim) {
    return claim.readings().stream().map(Object::toString).collect(Collectors.joining(", then "));
  }

  /** Empty when theory says nothing. */
  static String predicted(Measure measure) {
    return measure.predicted().map(p -> Numbers.text(p, measure.unit())).orElse("");
  }

  static String evidence(Evidence shown) {
    return shown.requests().stream()
        .map(
            one ->
                "%s (%s, %s)".formatted(one.traceId(), one.phase(), Numbers.text(one.ms(), "ms")))
        .collect(Collectors.joining(" and ", "see trace ", ""));
  }
}
