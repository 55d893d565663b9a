package io.distributedlab.runner.scaffold;

import io.distributedlab.backends.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A lab that is not there yet: all its files, to be put down at once. They are written into a
 * folder beside its place, which is then renamed, so whoever looks sees all of the lab or nothing;
 * when anything goes wrong, nothing is left. Only then is it added to the modules of the root
 * {@code pom.xml}.
 */
public final class Scaffold {
  private static final List<String> GENERATED =
      List.of("infra/dashboard.json", "infra/exercises.json", "infra/prometheus-targets.json");

  private final LabName name;
  private final Map<String, String> files;
  private final boolean generates;

  private Scaffold(LabName name, Map<String, String> files, boolean generates) {
    this.name = name;
    this.files = new TreeMap<>(files);
    this.generates = generates;
    this.files.replaceAll((path, text) -> path.endsWith(".java") ? JavaStyle.of(text) : text);
  }

  /** A chain of services that runs. */
  public static Scaffold of(Plan plan) {
    return new Scaffold(plan.name(), Templates.fill(plan), true);
  }

  /**
   * A lab under another name.
   *
   * @param original the folder of a lab
   */
  public static Scaffold copyOf(Path original, LabName name) throws IOException {
    return new Scaffold(name, LabCopy.of(original, name), false);
  }

  /** Its files, as seen from the project's root, in the order of their names. */
  public List<String> paths() {
    var paths = new TreeSet<>(files.keySet());
    if (generates) {
      paths.addAll(GENERATED);
    }
    return paths.stream().map(path -> "labs/" + name.folder() + "/" + path).toList();
  }

  /**
   * Puts the lab into a checkout.
   *
   * @throws NotPossible when the checkout has no list of modules
   */
  public void write(Path home) throws IOException {
    var pom = home.resolve("pom.xml");
    var modules = ModuleList.with(name.folder(), pom);
    var place = home.resolve("labs").resolve(name.folder());
    var draft = place.resolveSibling("." + name.folder() + ".new");
    try {
      TemporaryDirectory.delete(draft); // of a run that was killed
      Folders.write(draft, files);
      if (generates) {
        generate(home, draft);
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TemporaryDirectory.delete(draft);
    }
    try {
      ModuleList.replace(pom, modules);
    } catch (IOException e) {
      TemporaryDirectory.delete(place);
      throw e;
    }
  }

  private void generate(Path home, Path draft) throws IOException {
    var place = home.resolve("labs").resolve(name.folder());
    var inside = new TreeMap<String, String>();
    Blueprint.generated(draft, name)
        .forEach((path, text) -> inside.put(place.relativize(home.resolve(path)).toString(), text));
    Folders.write(draft, inside);
  }
}
