package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Verdict;
import io.distributedlab.runner.exercise.Journal;
import io.distributedlab.runner.proof.RunFolders;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * The labs that are there, what {@code ./lab prove} said of them, how many of their exercises are
 * solved, and what to do next. Read from files: no lab is built for it.
 */
final class Board {
  /** One lab on the board. */
  private record Row(
      String folder, String slug, int week, Optional<Verdict> proof, int all, int solved) {
    boolean begun() {
      return solved > 0 && solved < all;
    }

    boolean open() {
      return solved < all;
    }
  }

  private final LabFolders folders;
  private final Curriculum curriculum;
  private final Journal journal;
  private final RunFolders runs;

  Board(LabFolders folders, Curriculum curriculum) {
    this.folders = folders;
    this.curriculum = curriculum;
    this.journal = Journal.of(folders.home());
    this.runs = new RunFolders(folders.home());
  }

  @Override
  public String toString() {
    var rows = rows();
    var lines = new StringJoiner(System.lineSeparator());
    lines.add("@|bold Distributed Lab|@").add("");
    lines.add("  week  lab                          proof         exercises");
    rows.forEach(row -> lines.add(line(row)));
    lines.add("");
    lines.add(count(rows.size()));
    lines.add("Next: " + next(rows)).add("");
    return lines.add("./lab --help lists the commands.").toString();
  }

  private String count(int all) {
    int own = folders.own().size();
    return "%d of %d labs are there (./lab list shows all)%s."
        .formatted(
            all - own,
            curriculum.entries().size(),
            own == 0 ? "" : ", and %d of your own".formatted(own));
  }

  private List<Row> rows() {
    var known =
        curriculum.entries().stream()
            .filter(entry -> folders.isBuilt(entry.folder()))
            .map(entry -> row(entry.folder(), entry.slug(), entry.week()));
    var own = folders.own().stream().map(folder -> row(folder, folder, 0));
    return Stream.concat(known, own).toList();
  }

  private Row row(String folder, String slug, int week) {
    int all = folders.exercises(folder).entries().size();
    int solved = Collections.frequency(journal.solved(folder, all), true);
    return new Row(folder, slug, week, runs.verdict(folder), all, solved);
  }

  private static String line(Row row) {
    return "  %4d  @|bold %-27s|@  %s  %s"
        .formatted(row.week, row.slug, proof(row.proof), exercises(row));
  }

  private static String proof(Optional<Verdict> verdict) {
    return verdict
        .map(
            said ->
                switch (said) {
                  case HOLDS -> "@|green holds       |@";
                  case BROKEN -> "@|red broken      |@";
                  case INCONCLUSIVE -> "@|yellow inconclusive|@";
                })
        .orElse("@|faint not yet     |@");
  }

  private static String exercises(Row row) {
    return row.all == 0
        ? "@|faint none yet|@"
        : "%s%s %d of %d"
            .formatted(
                "#".repeat(row.solved), "-".repeat(row.all - row.solved), row.solved, row.all);
  }

  private static String next(List<Row> rows) {
    var begun = rows.stream().filter(Row::begun).findFirst();
    var open = begun.or(() -> rows.stream().filter(Row::open).findFirst());
    return open.map(Board::step).orElse("every exercise is solved: ./lab list shows other labs.");
  }

  private static String step(Row row) {
    return row.proof.isEmpty()
        ? "./lab run %s  to see it, ./lab prove %s  to see it measured"
            .formatted(row.slug, row.slug)
        : "./lab check %s  for its next exercise".formatted(row.slug);
  }
}
