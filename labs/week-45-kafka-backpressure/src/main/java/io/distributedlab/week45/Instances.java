package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one service: as many, and made as, the knobs say. Changes are made one after the
 * other. Belongs to one event loop.
 */
final class Instances {
  private static final long REVIVAL_MS = 1000;

  private record Instance(
      String name,
      PollThread thread,
      PollSide side,
      OrderProcessing processing,
      Occupancy occupancy) {}

  private final Service service;
  private final Context context;
  private final SideTopics aside;
  private final ConsumerMeters meters;
  private final Parts parts;
  private final Deque<Instance> running = new ArrayDeque<>();
  private final SplittableRandom random = new SplittableRandom();
  private @Nullable ConsumerSettings settings;
  private Future<Void> changing = Future.succeededFuture();
  private int made;
  private boolean over;

  Instances(
      Service service, Context context, SideTopics aside, ConsumerMeters meters, Parts parts) {
    this.service = service;
    this.context = context;
    this.aside = aside;
    this.meters = meters;
    this.parts = parts;
  }

  /** Does what the knobs say now, after the changes that are under way. */
  Future<Void> follow() {
    return change(this::adjust);
  }

  /** All drop out as if their process had been killed, and come back as new members. */
  Future<Void> crash(long backAfterMs) {
    var dead = List.copyOf(running);
    running.clear();
    dead.forEach(instance -> instance.processing.close());
    return change(
        () ->
            Future.join(dead.stream().map(this::crash).toList())
                .transform(gone -> service.vertx().timer(Math.max(1, backAfterMs)))
                .transform(waited -> adjust()));
  }

  /** All leave; none comes back. */
  Future<Void> stop() {
    over = true;
    return change(() -> shrinkTo(0));
  }

  int count() {
    return running.size();
  }

  int idle() {
    return (int) running.stream().filter(instance -> instance.thread.assigned() == 0).count();
  }

  List<Integer> partitions() {
    return running.stream()
        .flatMap(instance -> instance.thread.partitions().stream())
        .sorted()
        .toList();
  }

  private Future<Void> change(Supplier<Future<Void>> work) {
    changing = changing.transform(before -> work.get());
    return changing;
  }

  private Future<Void> adjust() {
    if (over) {
      return Future.succeededFuture();
    }
    var wanted = ConsumerSettings.of(service.knobs());
    var kept = wanted.equals(settings) ? wantedCount() : 0;
    settings = wanted;
    return shrinkTo(kept)
        .compose(fewer -> growTo(wantedCount(), wanted))
        .onSuccess(grown -> pause())
        .onFailure(failure -> service.telemetry().log().error("consumers not changed", failure));
  }

  private Future<Void> shrinkTo(int count) {
    var leaving = new ArrayList<Future<?>>();
    while (running.size() > count) {
      leaving.add(leave(running.removeLast()));
    }
    return Future.join(leaving).otherwiseEmpty().mapEmpty();
  }

  private Future<Void> growTo(int count, ConsumerSettings made) {
    var starting =
        Stream.generate(() -> start(made)).limit(Math.max(0, count - running.size())).toList();
    return Future.all(starting).mapEmpty();
  }

  private Future<Void> start(ConsumerSettings made) {
    var name = service.name() + "-" + ++this.made;
    var config = made.forKafka(service.backend("kafka"), name);
    return service
        .vertx()
        .executeBlocking(() -> new KafkaConsumer<String, String>(config))
        .onSuccess(kafka -> run(name, made, kafka))
        .mapEmpty();
  }

  private void run(String name, ConsumerSettings made, KafkaConsumer<String, String> kafka) {
    var occupancy = meters.open();
    var processing = new OrderProcessing(service, aside, meters, random.split());
    var tools = new Windowed.Tools(context, service.knobs(), processing, occupancy, meters, parts);
    var side = parts.designs().apply(made.mode(), tools);
    var log = service.telemetry().log();
    var thread = new PollThread(kafka, made.topic().kafkaName(), side, meters, occupancy, log);
    side.commitsTo(thread::commit);
    var instance = new Instance(name, thread, side, processing, occupancy);
    running.add(instance);
    thread.over().onFailure(died -> context.runOnContext(now -> revive(instance)));
    thread.start(name);
  }

  private void revive(Instance dead) {
    if (running.remove(dead)) {
      end(dead);
      service.vertx().timer(REVIVAL_MS).onSuccess(waited -> follow());
    }
  }

  private Future<Void> leave(Instance instance) {
    instance.side.close();
    return TraceContext.here(instance.thread.leave()).onComplete(left -> end(instance));
  }

  private Future<Void> crash(Instance instance) {
    instance.side.close();
    return TraceContext.here(instance.thread.crash()).onComplete(gone -> end(instance));
  }

  private void end(Instance instance) {
    instance.side.close();
    instance.processing.close();
    meters.close(instance.occupancy);
  }

  private void pause() {
    var paused = service.knobs().get(Week45Knobs.paused(service.name()));
    running.forEach(instance -> instance.thread.pause(paused));
  }

  private int wantedCount() {
    return service.knobs().get(Week45Knobs.instances(service.name()));
  }
}
