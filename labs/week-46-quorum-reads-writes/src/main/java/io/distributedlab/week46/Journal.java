package io.distributedlab.week46;

import io.distributedlab.service.http.Json;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of records, one file that outlives its replica. With {@code fsync=always} a
 * record is on disk before it is acknowledged. With {@code never} it waits in the memory of the
 * process, and a crash loses it; so does an orderly stop, because that must not differ.
 */
class Journal {
  private final Vertx vertx;
  private final DataDirectory data;
  private final String name;
  private final GroupCommit commits = new GroupCommit(this::write);
  private @Nullable LogFile file;

  /**
   * @param name of the file, without its ending
   */
  Journal(Vertx vertx, DataDirectory data, String name) {
    this.vertx = vertx;
    this.data = data;
    this.name = name;
  }

  /** Opens the file; the result is what it holds. Comes before everything else. */
  <T> Future<List<T>> open(Class<T> type) {
    return vertx
        .executeBlocking(() -> LogFile.open(data.log(name)))
        .map(
            opened -> {
              file = opened.file();
              return opened.records().stream()
                  .map(record -> Json.read(Buffer.buffer(record), type))
                  .toList();
            });
  }

  /** Appends a record; when it must be durable, done when it is on disk, else at once. */
  Future<Void> append(Object record, boolean durable) {
    commits.append(Json.write(record).getBytes());
    return durable ? force() : Future.succeededFuture();
  }

  /** Done when everything appended so far is on disk. */
  Future<Void> force() {
    return TraceContext.here(commits.force());
  }

  /** Empties the log. */
  Future<Void> clear() {
    commits.clear();
    return vertx.executeBlocking(
        () -> {
          opened().clear();
          return null;
        });
  }

  Future<Void> close() {
    var open = file;
    return open == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              open.close();
              return null;
            });
  }

  private Future<Void> write(List<byte[]> records) {
    return vertx.executeBlocking(
        () -> {
          opened().append(records);
          return null;
        });
  }

  private LogFile opened() {
    return Objects.requireNonNull(file, "the journal is not open");
  }
}
