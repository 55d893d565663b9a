package io.distributedlab.runner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The base lab and the 52 weeks, in order, and the tracks that lead through them.
 *
 * <p>Read from two tab-separated resources, so that {@code ./lab list} needs no lab to be built.
 */
public record Curriculum(List<Entry> entries, List<Track> tracks) {
  /** One lab: its week (0 is the base lab), its folder under {@code labs/}, and what it teaches. */
  public record Entry(int week, String folder, String title, String teaches, String part) {
    /** The folder without {@code week-NN-} or {@code base-}: {@code circuit-breakers}. */
    public String slug() {
      return folder.replaceFirst("^(week-\\d\\d|base)-", "");
    }
  }

  /** A way through the labs for one interest. The order of the weeks is the order to take them. */
  public record Track(String name, List<Integer> weeks) {}

  /** The curriculum that ships with the runner. */
  public static Curriculum load() {
    return new Curriculum(
        rows("curriculum.tsv").stream()
            .map(row -> new Entry(Integer.parseInt(row[0]), row[1], row[2], row[3], row[4]))
            .toList(),
        rows("tracks.tsv").stream().map(row -> new Track(row[0], weeks(row[1]))).toList());
  }

  /** The lab in this folder, if the curriculum has it. */
  public Optional<Entry> inFolder(String folder) {
    return entries.stream().filter(entry -> entry.folder().equals(folder)).findFirst();
  }

  /** The labs of a track, in the track's order. */
  public List<Entry> labsOf(Track track) {
    return track.weeks().stream().map(entries::get).toList();
  }

  private static List<Integer> weeks(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(", ", -1)).map(Integer::valueOf).toList();
  }

  private static List<String[]> rows(String resource) {
    try (InputStream in = Curriculum.class.getResourceAsStream(resource)) {
      var text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
