package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where a topic ends and what the group of the processors, that one and no other,
 * has committed. One client for all questions; its calls do not block.
 */
final class OffsetReader {
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int REQUEST_MS = 2000;
  private static final int API_MS = 3000;

  /**
   * One partition.
   *
   * @param committed the next offset to be read; the earliest one when nothing is committed
   * @param owner client id of the member that has it, empty when nobody does
   */
  record Offsets(int partition, long end, long committed, String owner) {}

  /** All of a topic at one moment. */
  record Snapshot(List<Offsets> partitions, int members) {
    Snapshot {
      partitions = List.copyOf(partitions);
    }
  }

  private final Context context;
  private final Admin admin;

  private OffsetReader(Context context, Admin admin) {
    this.context = context;
    this.admin = admin;
  }

  static Future<OffsetReader> open(Service service, Context context) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", service.backend("kafka"),
            "request.timeout.ms", REQUEST_MS,
            "default.api.timeout.ms", API_MS);
    return service
        .vertx()
        .executeBlocking(() -> Admin.create(settings))
        .map(admin -> new OffsetReader(context, admin));
  }

  /** Reads everything; fails when the broker cannot be reached. */
  Future<Snapshot> read(Topic topic) {
    var ends = offsets(topic.partitions(), OffsetSpec.latest());
    var starts = offsets(topic.partitions(), OffsetSpec.earliest());
    var committed = committed();
    var group = group();
    return Future.all(ends, starts, committed, group)
        .map(
            all -> {
              var owners = owners(group.result());
              var partitions =
                  topic.partitions().stream()
                      .map(
                          one ->
                              new Offsets(
                                  one.partition(),
                                  ends.result().getOrDefault(one, 0L),
                                  committed
                                      .result()
                                      .getOrDefault(one, starts.result().getOrDefault(one, 0L)),
                                  owners.getOrDefault(one, "")))
                      .toList();
              return new Snapshot(partitions, group.result().members().size());
            });
  }

  /** How many records each of these topics has ever had. */
  Future<Map<String, Long>> counts(Collection<String> topics) {
    return offsets(topics.stream().map(t -> new TopicPartition(t, 0)).toList(), OffsetSpec.latest())
        .map(
            ends ->
                ends.entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().topic(), Map.Entry::getValue)));
  }

  /**
   * Commits the end of every topic of orders for the group: its backlog is gone, unprocessed. Fails
   * with 409 while the group has members.
   */
  Future<Void> skipBacklog() {
    var all = Arrays.stream(Topic.values()).flatMap(t -> t.partitions().stream()).toList();
    return group()
        .compose(
            group ->
                group.members().isEmpty()
                    ? offsets(all, OffsetSpec.latest())
                    : Future.failedFuture(Problem.conflict("the group has members")))
        .compose(ends -> commit(ends));
  }

  Future<Void> close(Service service) {
    return service
        .vertx()
        .executeBlocking(
            () -> {
              admin.close(CLOSE);
              return true;
            })
        .mapEmpty();
  }

  private Future<Void> commit(Map<TopicPartition, Long> ends) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
    return future(admin.alterConsumerGroupOffsets(Topic.GROUP, offsets).all());
  }

  private Future<Map<TopicPartition, Long>> offsets(
      List<TopicPartition> partitions, OffsetSpec which) {
    var asked =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
    return future(admin.listOffsets(asked).all()).map(OffsetReader::values);
  }

  private static Map<TopicPartition, Long> values(Map<TopicPartition, ListOffsetsResultInfo> ends) {
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private Future<Map<TopicPartition, Long>> committed() {
    return future(admin.listConsumerGroupOffsets(Topic.GROUP).partitionsToOffsetAndMetadata())
        .map(
            all -> {
              var offsets = new HashMap<TopicPartition, Long>();
              all.forEach(
                  (partition, offset) -> {
                    if (offset != null) {
                      offsets.put(partition, offset.offset());
                    }
                  });
              return offsets;
            });
  }

  private Future<ConsumerGroupDescription> group() {
    return future(admin.describeConsumerGroups(List.of(Topic.GROUP)).all())
        .map(groups -> Objects.requireNonNull(groups.get(Topic.GROUP)));
  }

  private static Map<TopicPartition, String> owners(ConsumerGroupDescription group) {
    var owners = new HashMap<TopicPartition, String>();
    group
        .members()
        .forEach(
            member ->
                member
                    .assignment()
                    .topicPartitions()
                    .forEach(partition -> owners.put(partition, member.clientId())));
    return owners;
  }

  private <T> Future<T> future(KafkaFuture<T> kafka) {
    return Future.fromCompletionStage(kafka.toCompletionStage(), context);
  }
}
