package io.distributedlab.testing.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, driven by Playwright, which runs on the Node.js of this machine.
 * Nothing is downloaded: Playwright's own Node.js is 202 MB for all platforms, its own browser
 * more.
 */
final class InstalledBrowser implements AutoCloseable {
  private static final int OLDEST_NODE = 20;
  private static final int HEIGHT = 900;

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking");

  private final Playwright playwright;
  private final Browser browser;

  private InstalledBrowser(Path node, Path chromium) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString())));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS));
  }

  /** What this machine lacks, as a reason to skip a test. */
  static Optional<String> lacks() {
    if (chromium().isEmpty()) {
      return Optional.of("no chromium, chromium-browser or google-chrome on the PATH");
    }
    if (node().isEmpty()) {
      return Optional.of("no Node.js " + OLDEST_NODE + " or newer on the PATH");
    }
    return Optional.empty();
  }

  static InstalledBrowser start() {
    return new InstalledBrowser(node().orElseThrow(), chromium().orElseThrow());
  }

  /**
   * A window with nothing in it yet.
   *
   * @param scale pixels of a picture of it per px of the page
   */
  Page window(int width, ColorScheme scheme, double scale) {
    var options =
        new Browser.NewContextOptions()
            .setViewportSize(width, HEIGHT)
            .setColorScheme(scheme)
            .setDeviceScaleFactor(scale);
    return browser.newContext(options).newPage();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> chromium() {
    return onPath("chromium", "chromium-browser", "google-chrome").findFirst();
  }

  private static Optional<Path> node() {
    return onPath("node").filter(InstalledBrowser::isNewEnough).findFirst();
  }

  private static boolean isNewEnough(Path node) {
    try {
      var process = new ProcessBuilder(node.toString(), "--version").start();
      var told = new String(process.getInputStream().readAllBytes(), UTF_8);
      var version = Pattern.compile("^v(\\d+)\\.").matcher(told);
      return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_NODE;
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<Path> onPath(String... names) {
    var folders =
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1);
    return Stream.of(names)
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable);
  }
}
