package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The result table and the claims as text. */
public final class TerminalReport {
  private static final String RESET = "\033[0m";

  private final boolean colours;

  public TerminalReport(boolean colours) {
    this.colours = colours;
  }

  public String of(ExperimentResult result) {
    var text = new StringBuilder();
    text.append(table(result.measures())).append('\n');
    result.claims().forEach(claim -> text.append(claim(claim)));
    result.skipped().forEach(claim -> text.append(skipped(claim)));
    if (!result.leftOut().isEmpty()) {
      text.append("left to the full run: ")
          .append(String.join("; ", result.leftOut()))
          .append('\n');
    }
    return text.append('\n').append(summary(result)).append('\n').toString();
  }

  private static String table(List<Measure> measures) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "predicted", "measured", "difference"));
    for (var measure : measures) {
      rows.add(
          List.of(
              measure.name(),
              Texts.predicted(measure),
              measure.toString(),
              Texts.difference(measure)));
    }
    return Table.of(rows);
  }

  private String claim(ClaimResult result) {
    var lines = new StringBuilder();
    lines.append(paint(result.verdict())).append(' ').append(result.claim().name()).append('\n');
    lines
        .append("      ")
        .append(Texts.relation(result.claim()))
        .append(": ")
        .append(Texts.readings(result))
        .append('\n');
    if (!result.why().isEmpty()) {
      lines.append("      ").append(result.why()).append('\n');
    }
    result
        .evidence()
        .ifPresent(shown -> lines.append("      ").append(Texts.evidence(shown)).append('\n'));
    return lines.toString();
  }

  private static String skipped(String claim) {
    return "SKIPPED " + claim + "\n      still to be written\n";
  }

  private String summary(ExperimentResult result) {
    return "%s: %d claims hold, %d broken, %d inconclusive%s. Seed %d."
        .formatted(
            paint(result.verdict()),
            result.count(Verdict.HOLDS),
            result.count(Verdict.BROKEN),
            result.count(Verdict.INCONCLUSIVE),
            result.skipped().isEmpty() ? "" : ", %d skipped".formatted(result.skipped().size()),
            result.settings().seed());
  }

  private String paint(Verdict verdict) {
    if (!colours) {
      return verdict.name();
    }
    var colour =
        switch (verdict) {
          case HOLDS -> "\033[32m";
          case BROKEN -> "\033[31m";
          case INCONCLUSIVE -> "\033[33m";
        };
    return colour + verdict.name() + RESET;
  }
}
