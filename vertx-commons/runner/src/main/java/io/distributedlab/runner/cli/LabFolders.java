package io.distributedlab.runner.cli;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.cli.Curriculum.Entry;
import io.distributedlab.runner.exercise.ExerciseSheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The labs a user can name: those of the curriculum, and any other folder under {@code labs/} that
 * has a {@code pom.xml}.
 */
public final class LabFolders {
  private final Path home;
  private final Curriculum curriculum;

  /** The labs of the checkout at {@code home}. */
  public LabFolders(Path home, Curriculum curriculum) {
    this.home = home;
    this.curriculum = curriculum;
  }

  /** The root of the checkout. */
  public Path home() {
    return home;
  }

  /** The folder of a lab, whether or not it is there yet. */
  public Path path(String folder) {
    return home.resolve("labs").resolve(folder);
  }

  /** Whether the lab is there to run. */
  public boolean isBuilt(String folder) {
    return Files.isRegularFile(path(folder).resolve("pom.xml"));
  }

  /** The words of a lab's exercises; none where it has none. */
  ExerciseSheet exercises(String folder) {
    var file = path(folder).resolve("infra").resolve("exercises.json");
    try {
      return Files.exists(file)
          ? ExerciseSheet.decode(Files.readString(file))
          : new ExerciseSheet(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Labs under {@code labs/} that the curriculum does not know: the user's own. */
  public List<String> own() {
    if (!Files.isDirectory(home.resolve("labs"))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home.resolve("labs"))) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(folder -> !folder.startsWith(".") && isBuilt(folder))
          .filter(folder -> curriculum.inFolder(folder).isEmpty())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder that a name means: {@code 7}, {@code 07}, {@code circuit-breakers}, {@code
   * week-07-circuit-breakers}; {@code 0}, {@code base}, {@code echo-chain}, {@code
   * base-echo-chain}; or a folder of the user's own.
   *
   * @throws UsageException when no lab has this name, naming the nearest ones, or when the lab is
   *     not built yet
   */
  public String resolve(String name) {
    var folder = find(name).orElseThrow(() -> new UsageException(unknown(name)));
    if (!isBuilt(folder)) {
      throw new UsageException(
          "Lab %s is not built yet: ./lab list shows the labs that are.".formatted(folder));
    }
    return folder;
  }

  /** Whether a lab has this name, or will have it once it is built. */
  boolean isTaken(String name) {
    return find(name).isPresent() || Files.exists(path(name));
  }

  /**
   * The descriptor of the lab with this name.
   *
   * @throws UsageException as {@link #resolve}, and when another lab or none is on the class path
   */
  public LabDescriptor descriptor(String name) {
    var folder = resolve(name);
    return Lab.onClasspath()
        .filter(lab -> lab.folder().equals(folder))
        .orElseThrow(
            () ->
                new UsageException(
                    "Lab %s is not on the class path: use the launcher ./lab.".formatted(folder)));
  }

  private Optional<String> find(String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    return curriculum.entries().stream()
        .filter(entry -> isNameOf(wanted, entry))
        .map(Entry::folder)
        .findFirst()
        .or(() -> own().stream().filter(wanted::equals).findFirst());
  }

  private static boolean isNameOf(String wanted, Entry entry) {
    return wanted.equals(entry.folder())
        || wanted.equals(entry.slug())
        || (entry.week() == 0 && wanted.equals("base"))
        || (wanted.matches("\\d{1,2}") && Integer.parseInt(wanted) == entry.week());
  }

  private String unknown(String name) {
    var names = Stream.concat(curriculum.entries().stream().map(Entry::slug), own().stream());
    var nearest = Nearest.to(name, names.toList());
    return nearest.isEmpty()
        ? "There is no lab '%s': ./lab list shows all of them.".formatted(name)
        : "There is no lab '%s': did you mean %s?".formatted(name, String.join(" or ", nearest));
  }
}
