package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.cli.Curriculum.Entry;
import io.distributedlab.runner.cli.Curriculum.Track;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the curriculum and which of its labs are built. */
@Command(name = "list", description = "List the labs, or the labs of one track in its order.")
final class ListCommand extends TerminalCommand {
  private final Curriculum curriculum;
  private final LabFolders folders;

  @Option(
      names = "--track",
      paramLabel = "NAME",
      description = "Only this track; a part of its name is enough.")
  private @Nullable String track;

  ListCommand(Curriculum curriculum, LabFolders folders) {
    this.curriculum = curriculum;
    this.folders = folders;
  }

  @Override
  public Integer call() {
    if (track == null) {
      printAll();
    } else {
      printTrack(trackNamed(track));
    }
    return 0;
  }

  private void printAll() {
    var part = "";
    for (var entry : curriculum.entries()) {
      if (!entry.part().equals(part)) {
        part = entry.part();
        heading(part);
      }
      print(entry);
    }
    var own = folders.own();
    if (!own.isEmpty()) {
      heading("Your own");
      own.forEach(folder -> println("      @|green %-27s|@ built".formatted(folder)));
    }
    println("");
    println("%d of %d labs are built.".formatted(built(), curriculum.entries().size()));
    println("Start one:  ./lab run base");
    println("One track:  ./lab list --track NAME, where NAME is (a part of) one of");
    curriculum.tracks().forEach(t -> println("            " + t.name()));
  }

  private void printTrack(Track chosen) {
    heading(chosen.name());
    curriculum.labsOf(chosen).forEach(this::print);
  }

  private void heading(String text) {
    println("");
    println("@|bold " + text + "|@");
  }

  private void print(Entry entry) {
    var isBuilt = folders.isBuilt(entry.folder());
    println(
        "  %3d @|%s %-27s|@ %-13s  %s"
            .formatted(
                entry.week(),
                isBuilt ? "green" : "faint",
                entry.slug(),
                isBuilt ? "built" : "not built yet",
                entry.teaches()));
  }

  private long built() {
    return curriculum.entries().stream().filter(e -> folders.isBuilt(e.folder())).count();
  }

  private Track trackNamed(String name) {
    var wanted = plain(name);
    var matches =
        curriculum.tracks().stream().filter(t -> plain(t.name()).contains(wanted)).toList();
    if (matches.size() != 1) {
      throw new UsageException(
          "Track '%s' is %s: use one of %s."
              .formatted(
                  name,
                  matches.isEmpty() ? "unknown" : "ambiguous",
                  names(matches.isEmpty() ? curriculum.tracks() : matches)));
    }
    return matches.getFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', ' ').strip();
  }

  private static String names(List<Track> tracks) {
    return tracks.stream().map(Track::name).collect(Collectors.joining(", "));
  }
}
