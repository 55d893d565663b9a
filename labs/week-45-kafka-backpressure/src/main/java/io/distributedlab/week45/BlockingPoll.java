package io.distributedlab.week45;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Naive: processes all that a poll returned on the poll thread, then commits, then polls again. A
 * batch that takes longer than {@code max.poll.interval.ms} costs the membership: the commit is
 * refused and somebody gets the same batch again.
 */
final class BlockingPoll implements PollSide {
  private static final long LONGEST_SECONDS = 120;

  private final Windowed.Tools tools;
  private volatile boolean closed;

  BlockingPoll(Windowed.Tools tools) {
    this.tools = tools;
  }

  @Override
  public void polled(Consumer<String, String> kafka, List<Delivery> records) {
    tools.occupancy().took(records.size());
    int done = 0;
    while (done < records.size() && process(records.get(done))) {
      done++;
    }
    tools.occupancy().discarded(records.size() - done);
    if (done > 0 && done == records.size()) {
      commit(kafka);
    }
  }

  @Override
  public boolean stopsPollingWhenPaused() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Waits, as this design does; false when the consumer ends meanwhile. */
  private boolean process(Delivery delivery) {
    if (closed) {
      return false;
    }
    var answer = new ArrayBlockingQueue<Boolean>(1);
    tools.occupancy().begun();
    tools
        .context()
        .runOnContext(
            now ->
                tools
                    .processing()
                    .process(delivery)
                    .onComplete(over -> answer.add(over.succeeded())));
    try {
      return Boolean.TRUE.equals(answer.poll(LONGEST_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      tools.occupancy().ended();
    }
  }

  private void commit(Consumer<String, String> kafka) {
    long started = System.nanoTime();
    boolean done = false;
    try {
      kafka.commitSync();
      done = true;
    } catch (CommitFailedException evicted) {
      tools.meters().refused("evicted");
    } catch (KafkaException failure) {
      tools.meters().refused(String.valueOf(failure.getMessage()));
    } finally {
      tools.meters().committed(System.nanoTime() - started, done);
    }
  }
}
