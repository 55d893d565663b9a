package io.distributedlab.runner.scaffold;

import io.distributedlab.backends.TemporaryDirectory;
import io.distributedlab.runner.GeneratedFiles;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * Compiles a new lab and asks its descriptor for the files that are made from it, the dashboard
 * among them: the same that {@code ./lab generate} writes later.
 */
final class Blueprint {
  private static final List<String> OPTIONS = List.of("-proc:none", "-nowarn", "-parameters");

  private Blueprint() {}

  /**
   * Path from the project's root to content.
   *
   * @param folder where the lab's sources are; its {@code target} is used and removed
   */
  static Map<String, String> generated(Path folder, LabName name) throws IOException {
    var classes = Files.createDirectories(folder.resolve("target/classes"));
    try {
      compile(folder.resolve("src/main/java"), classes);
      return GeneratedFiles.of(descriptor(classes, name));
    } finally {
      TemporaryDirectory.delete(folder.resolve("target"));
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        var found = Files.walk(sources)) {
      var java = found.filter(file -> file.toString().endsWith(".java")).toList();
      var options = new ArrayList<>(OPTIONS);
      options.addAll(List.of("-d", classes.toString()));
      var task =
          compiler.getTask(
              said, files, null, options, null, files.getJavaFileObjectsFromPaths(java));
      if (!task.call()) {
        throw new IllegalStateException("the new lab does not compile:\n" + said);
      }
    }
  }

  private static LabDescriptor descriptor(Path classes, LabName name) throws IOException {
    var urls = new URL[] {classes.toUri().toURL()};
    var type = "io.distributedlab.%s.%sLab".formatted(name.packageName(), name.className());
    try (var loader = new URLClassLoader(urls, Lab.class.getClassLoader())) {
      return ((Lab) loader.loadClass(type).getConstructor().newInstance()).descriptor();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the new lab has no descriptor", e);
    }
  }
}
