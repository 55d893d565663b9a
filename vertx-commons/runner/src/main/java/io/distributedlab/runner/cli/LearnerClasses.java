package io.distributedlab.runner.cli;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A lab's code as it is now: compiled from its sources into a folder of its own, and loaded beside
 * what is on the class path. A second for a lab, where a build takes ten.
 */
final class LearnerClasses {
  private final Path sources;
  private final Path classes;

  /**
   * @param sources the lab's {@code src/main/java}
   * @param classes where the compiled classes go
   */
  LearnerClasses(Path sources, Path classes) {
    this.sources = sources;
    this.classes = classes;
  }

  /** Compiles everything. Empty when that went well, otherwise the errors, a line each. */
  List<String> compile() throws IOException {
    Files.createDirectories(classes);
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(found, Locale.ROOT, null);
        Stream<Path> all = Files.walk(sources)) {
      var units = all.filter(file -> file.toString().endsWith(".java")).toList();
      var options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-parameters",
              "-nowarn");
      compiler
          .getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(units))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(this::line)
        .toList();
  }

  private String line(Diagnostic<? extends JavaFileObject> problem) {
    var source = problem.getSource();
    var file = source == null ? "" : sources.relativize(Path.of(source.toUri())).toString();
    return "%s:%d: %s".formatted(file, problem.getLineNumber(), problem.getMessage(Locale.ROOT));
  }

  /** The lab with these classes in place of those on the class path. */
  LabDescriptor lab() throws MalformedURLException {
    var before = ServiceLoader.load(Lab.class).findFirst().orElseThrow();
    var loader = new OwnFirst(classes.toUri().toURL(), before.getClass().getPackageName());
    return ServiceLoader.load(Lab.class, loader).findFirst().map(Lab::descriptor).orElseThrow();
  }

  /** Takes the classes of the lab from its folder, and all others from the class path. */
  private static final class OwnFirst extends URLClassLoader {
    private final String prefix;

    OwnFirst(URL folder, String packageName) {
      super(new URL[] {folder}, OwnFirst.class.getClassLoader());
      this.prefix = packageName + ".";
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(prefix)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        var known = findLoadedClass(name);
        return known == null ? own(name) : known;
      }
    }

    private Class<?> own(String name) throws ClassNotFoundException {
      try {
        return findClass(name);
      } catch (ClassNotFoundException notOfTheLab) {
        return getParent().loadClass(name);
      }
    }
  }
}
