package io.distributedlab.runner.page;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The command line in a process of its own: it builds, and measures in a JVM that is as cold as any
 * other check's.
 */
final class ChildCheck {
  private static final long GRACE_SECONDS = 10;
  private static final long DRAIN_SECONDS = 2;

  private final Process process;
  private final CompletableFuture<Integer> ended;

  private ChildCheck(Process process, CompletableFuture<Integer> ended) {
    this.process = process;
    this.ended = ended;
  }

  /**
   * Starts it; blocks for as long as that takes.
   *
   * @param page where lines are told
   * @param result takes the lines that it prints about the answer
   * @param notes takes the lines that it prints about how it gets on
   */
  static ChildCheck start(
      List<String> command,
      Path folder,
      Context page,
      Consumer<String> result,
      Consumer<String> notes)
      throws IOException {
    var process = new ProcessBuilder(command).directory(folder.toFile()).start();
    process.getOutputStream().close();
    var read =
        CompletableFuture.allOf(
            lines("check-result", process.getInputStream(), page, result),
            lines("check-notes", process.getErrorStream(), page, notes));
    var ended =
        process
            .onExit()
            .thenCompose(
                gone ->
                    read.completeOnTimeout(null, DRAIN_SECONDS, TimeUnit.SECONDS)
                        .thenApply(all -> gone.exitValue()));
    return new ChildCheck(process, ended);
  }

  /** Its exit code, once all its lines were told. */
  Future<Integer> exitCode(Context page) {
    return Stages.toldOn(page, ended);
  }

  /** Ends it and what it has started; by force what is still there after 10 s. */
  void end() {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> all.forEach(ProcessHandle::destroyForcibly));
  }

  private static CompletableFuture<Void> lines(
      String thread, InputStream from, Context page, Consumer<String> to) {
    var read = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .start(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> page.runOnContext(now -> to.accept(line)));
              } catch (IOException | UncheckedIOException ended) {
                // as when it is killed: there is nothing more to read
              } finally {
                page.runOnContext(now -> read.complete(null));
              }
            });
    return read;
  }
}
