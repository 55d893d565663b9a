package io.distributedlab.week46;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of a log. Its methods block: they are for worker threads. */
final class LogFile implements AutoCloseable {
  private final FileChannel channel;
  private long end;

  private LogFile(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /**
   * @param records what was in the file
   */
  record Opened(LogFile file, List<byte[]> records) {}

  /**
   * Opens or creates it and its directory, reads its records and cuts off what follows the last
   * whole one.
   */
  static Opened open(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    var channel = FileChannel.open(path, CREATE, READ, WRITE);
    var decoded = Frames.decode(ByteBuffer.wrap(Files.readAllBytes(path)));
    channel.truncate(decoded.end());
    return new Opened(new LogFile(channel, decoded.end()), decoded.records());
  }

  /**
   * Appends the records and forces them to the disk, once for all. What a failed append has left
   * behind is overwritten by the next.
   */
  void append(List<byte[]> records) throws IOException {
    long at = end;
    for (var record : records) {
      var frame = Frames.encode(record);
      while (frame.hasRemaining()) {
        at += channel.write(frame, at);
      }
    }
    channel.force(false);
    end = at;
  }

  void clear() throws IOException {
    channel.truncate(0);
    channel.force(false);
    end = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
