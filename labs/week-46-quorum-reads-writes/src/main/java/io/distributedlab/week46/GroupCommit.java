package io.distributedlab.week46;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the disk. While one batch is being forced, the next one fills; so the
 * number of forces per second is that of the disk, however many records come. Belongs to one event
 * loop.
 */
final class GroupCommit {
  /** Records that nobody waits for are written when there are so many bytes of them. */
  static final int LIMIT_BYTES = 1 << 20;

  private static final class Batch {
    private final List<byte[]> records = new ArrayList<>();
    private final Promise<Void> onDisk = Promise.promise();
    private int bytes;
    private boolean wanted;

    void add(byte[] record) {
      records.add(record);
      bytes += record.length;
      wanted |= bytes >= LIMIT_BYTES;
    }
  }

  private final Function<List<byte[]>, Future<Void>> disk;
  private Batch filling = new Batch();
  private @Nullable Batch underWay;

  /**
   * @param disk appends records and forces them; called again only when it is done
   */
  GroupCommit(Function<List<byte[]>, Future<Void>> disk) {
    this.disk = disk;
  }

  /** Adds a record. It is on disk when a {@link #force} that comes later is done. */
  void append(byte[] record) {
    filling.add(record);
    writeNext();
  }

  /** Done when everything appended so far is on disk. */
  Future<Void> force() {
    if (filling.records.isEmpty()) {
      return underWay == null ? Future.succeededFuture() : underWay.onDisk.future();
    }
    var batch = filling;
    batch.wanted = true;
    writeNext();
    return batch.onDisk.future();
  }

  /** Forgets what is not under way. */
  void clear() {
    filling.onDisk.tryFail("the log was cleared");
    filling = new Batch();
  }

  private void writeNext() {
    if (underWay != null || !filling.wanted) {
      return;
    }
    var batch = filling;
    underWay = batch;
    filling = new Batch();
    disk.apply(batch.records)
        .onComplete(
            written -> {
              underWay = null;
              batch.onDisk.complete(written.result(), written.cause());
              writeNext();
            });
  }
}
