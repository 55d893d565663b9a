package io.distributedlab.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that shows one page and is gone again. */
record Browser(Path program) {
  private static final long SECONDS = 40;

  /** The first Chromium on the PATH. */
  static Optional<Browser> onPath() {
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1);
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Browser::new);
  }

  /**
   * The document as it is once its scripts have run.
   *
   * @param home an empty folder for what the browser writes
   * @throws IOException when it does not come to an end
   */
  String show(Path page, int width, Path home) throws IOException, InterruptedException {
    var document = home.resolve("document.html");
    var process =
        new ProcessBuilder(command(page, width, home))
            .redirectOutput(document.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the browser did not end within " + SECONDS + " s");
      }
      return Files.readString(document, UTF_8);
    } finally {
      end(process);
    }
  }

  private List<String> command(Path page, int width, Path home) {
    return List.of(
        program.toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + home.resolve("profile"),
        "--window-size=" + width + ",900",
        "--dump-dom",
        page.toUri().toString());
  }

  /** Waits for it and its children, for what they still write would be left behind. */
  private static void end(Process process) throws InterruptedException {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    all.forEach(handle -> handle.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
  }
}
