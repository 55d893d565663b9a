package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.COMMIT_INTERVAL;
import static io.distributedlab.week45.Week45Knobs.REVOKE_WAIT;

import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that takes records into a {@link Backlog} on its event loop and processes a window of
 * them, while its poll thread goes on polling: with all partitions paused when it holds enough.
 *
 * <p>The mark is read on the poll thread, from a counter that it raises itself. If the event loop
 * decided, further polls would come in before its word arrived. So at most {@code high - 1 +
 * max_poll_records} are ever held.
 */
abstract class Windowed implements PollSide {
  private static final long MARGIN_MS = 1000;

  /**
   * What a consumer design works with.
   *
   * @param context event loop of the consumer service
   * @param parts what a test may break
   */
  record Tools(
      Context context,
      Knobs knobs,
      OrderProcessing processing,
      Occupancy occupancy,
      ConsumerMeters meters,
      Parts parts) {
    Tools with(Parts other) {
      return new Tools(context, knobs, processing, occupancy, meters, other);
    }
  }

  private record Quiet(Collection<Assignment> of, Promise<Void> reached) {}

  private final Tools tools;
  private final Watermark watermark;
  private final Backlog backlog;
  private final List<Quiet> waiting = new ArrayList<>();
  private volatile Commits commits = offsets -> {};
  private boolean closed;

  Windowed(Tools tools) {
    this.tools = tools;
    this.watermark = tools.parts().watermark().get();
    this.backlog = new Backlog(tools.parts().tracker());
    tools.meters().watch(backlog);
  }

  /** Most records in flight. */
  abstract int window();

  abstract int high();

  abstract int low();

  /** Begins what may be begun. */
  abstract void dispatch();

  @Override
  public void commitsTo(Commits thread) {
    commits = thread;
    tools.context().runOnContext(begin -> commitLater());
  }

  @Override
  public void assigned(Collection<Assignment> assigned) {
    onLoop(() -> assigned.forEach(backlog::assign));
  }

  @Override
  public void polled(Consumer<String, String> kafka, List<Delivery> records) {
    if (!records.isEmpty()) {
      tools.occupancy().took(records.size());
      onLoop(() -> take(records));
    }
  }

  @Override
  public boolean full() {
    return watermark.full(tools.occupancy().held(), high(), low());
  }

  @Override
  public Map<Assignment, Long> revoked(Collection<Assignment> revoked) {
    var answer = new ArrayBlockingQueue<Map<Assignment, Long>>(1);
    onLoop(() -> settle(revoked).onSuccess(answer::add));
    var patience = tools.knobs().get(REVOKE_WAIT).toMillis() + MARGIN_MS;
    try {
      var safe = answer.poll(patience, TimeUnit.MILLISECONDS);
      return safe == null ? Map.of() : safe;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  @Override
  public void lost(Collection<Assignment> lost) {
    onLoop(() -> drop(lost));
  }

  @Override
  public void close() {
    closed = true;
    tools.meters().unwatch(backlog);
  }

  final Knobs knobs() {
    return tools.knobs();
  }

  final OrderProcessing processing() {
    return tools.processing();
  }

  /** Runs on the consumer's event loop, later. */
  final Future<Void> after(long millis) {
    return tools.context().owner().timer(Math.max(1, millis)).mapEmpty();
  }

  final int startable() {
    return closed ? 0 : backlog.startable(window());
  }

  final @Nullable Delivery next() {
    return closed ? null : backlog.next(window());
  }

  /** Follows one that was begun until it is over. */
  final void follow(Delivery delivery, Future<Outcome> work) {
    tools.occupancy().begun();
    work.onComplete(
        done -> {
          tools.occupancy().ended();
          if (done.succeeded()) {
            backlog.complete(delivery);
            completed();
            dispatch();
          }
          tellQuiet();
        });
  }

  /** One more is complete. */
  void completed() {}

  /** Asks the poll thread to commit what is complete. */
  final void commit() {
    commits.commit(backlog.committable());
  }

  private void take(List<Delivery> records) {
    int kept = 0;
    for (var record : records) {
      if (!closed && backlog.add(record)) {
        kept++;
      }
    }
    tools.occupancy().discarded(records.size() - kept);
    dispatch();
  }

  private void commitLater() {
    if (!closed) {
      commit();
      after(knobs().get(COMMIT_INTERVAL).toMillis()).onComplete(waited -> commitLater());
    }
  }

  /** Begins nothing more of these, waits for what is in flight, and then says what is complete. */
  private Future<Map<Assignment, Long>> settle(Collection<Assignment> revoked) {
    tools.occupancy().discarded(backlog.discard(revoked));
    var quiet = new Quiet(revoked, Promise.promise());
    waiting.add(quiet);
    tellQuiet();
    return Future.any(quiet.reached.future(), after(knobs().get(REVOKE_WAIT).toMillis()))
        .map(
            waited -> {
              waiting.remove(quiet);
              var safe = new HashMap<>(backlog.committable());
              safe.keySet().retainAll(revoked);
              backlog.forget(revoked);
              return safe;
            });
  }

  private void drop(Collection<Assignment> lost) {
    tools.occupancy().discarded(backlog.discard(lost));
    backlog.forget(lost);
  }

  private void tellQuiet() {
    List.copyOf(waiting).stream()
        .filter(quiet -> !backlog.inFlight(quiet.of))
        .forEach(quiet -> quiet.reached.tryComplete());
  }

  private void onLoop(Runnable work) {
    tools.context().runOnContext(now -> work.run());
  }
}
