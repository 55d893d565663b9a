package io.distributedlab.week45;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What can be changed while orders flow. */
final class Week45Knobs {
  /** By what rule the producer's admission rate follows the time lag. */
  enum Law {
    AIMD,
    YOURS
  }

  static final Knob<ConsumerMode> CONSUMER_MODE =
      Knob.choice("consumer_mode", ConsumerMode.BOUNDED, "how consumers process and commit");
  static final Knob<OverloadResponse> RESPONSE =
      Knob.choice("response", OverloadResponse.NONE, "what is done about a growing backlog");
  static final Knob<Topic> TOPIC =
      Knob.choice("topic", Topic.ORDERS, "where orders go: 6 partitions, or 1");

  static final Knob<Duration> PROCESSING =
      Knob.millis("processing_ms", 500, 1, 60_000, "service time of one order at the sink");
  static final Knob<Integer> SINK_CONCURRENCY =
      Knob.integer("sink_concurrency", 20, 1, 1000, "orders that the sink serves at once");
  static final Knob<Duration> BULK_BASE =
      Knob.millis("bulk_base_ms", 20, 0, 60_000, "service time of a bulk call: this, and");
  static final Knob<Duration> BULK_EACH =
      Knob.millis("bulk_each_ms", 1, 0, 60_000, "so much for each order in it");
  static final Knob<Integer> SINK_CONNECTIONS =
      Knob.integer("sink_connections", 20, 1, 1000, "calls to the sink per consumer service");

  static final Knob<Integer> MAX_IN_FLIGHT =
      Knob.integer("max_in_flight", 50, 1, 10_000, "orders that a consumer processes at once");
  static final Knob<Integer> HIGH =
      Knob.integer("high", 200, 1, 100_000, "a consumer that holds so many takes no more");
  static final Knob<Integer> LOW =
      Knob.integer("low", 100, 0, 100_000, "until it holds only so many");
  static final Knob<Integer> MAX_POLL_RECORDS =
      Knob.integer("max_poll_records", 100, 1, 10_000, "records of one poll");
  static final Knob<Duration> MAX_POLL_INTERVAL =
      Knob.millis("max_poll_interval_ms", 300_000, 1000, 3_600_000, "without a poll: evicted");
  static final Knob<Duration> SESSION_TIMEOUT =
      Knob.millis("session_timeout_ms", 3000, 1000, 300_000, "without a heartbeat: dead");
  static final Knob<Duration> COMMIT_INTERVAL =
      Knob.millis("commit_interval_ms", 500, 10, 60_000, "between two commits");
  static final Knob<Duration> REVOKE_WAIT =
      Knob.millis("revoke_wait_ms", 1000, 0, 30_000, "a rebalance waits so long for work");
  static final Knob<Integer> BATCH_RECORDS =
      Knob.integer("batch_records", 20, 1, 1000, "most records of a bulk call");
  static final Knob<Duration> LINGER =
      Knob.millis("linger_ms", 20, 0, 5000, "a bulk call waits so long to be full");
  static final Knob<Integer> MAX_ATTEMPTS =
      Knob.integer("max_attempts", 3, 0, 20, "then to the dead letters; 0: never give up");
  static final Knob<Duration> TTL =
      Knob.millis("ttl_ms", 1000, 1, 3_600_000, "older orders are stale");

  static final Knob<Duration> TARGET_LAG =
      Knob.millis("target_lag_ms", 500, 50, 60_000, "time lag that throttling aims at");
  static final Knob<Integer> R_MIN =
      Knob.integer("r_min", 10, 1, 10_000, "orders per second that are always admitted");
  static final Knob<Integer> R_INC =
      Knob.integer("r_inc", 20, 1, 10_000, "orders per second added by a good report");
  static final Knob<Law> RATE_LAW =
      Knob.choice("rate_law", Law.AIMD, "how the admission rate follows the lag");
  static final Knob<Integer> DRAIN_TARGET =
      Knob.integer("drain_target_s", 10, 1, 3600, "autoscaling wants the lag gone in so long");
  static final Knob<Duration> LAG_POLL =
      Knob.millis("lag_poll_ms", 200, 50, 60_000, "between two looks at the offsets");

  static final Knob<Duration> RATE =
      Knob.millis("rate_ms", 100, 1, 60_000, "between two batches of the automatic producer");
  static final Knob<Integer> BATCH_SIZE =
      Knob.integer("batch_size", 1, 1, 1000, "orders of such a batch");
  static final Knob<Boolean> RUNNING =
      Knob.flag("running", false, "whether the automatic producer runs");
  static final Knob<Double> POISON_SHARE =
      Knob.decimal("poison_share", 0, 0, 1, "share of new orders that the sink cannot process");

  private static final List<Knob<Integer>> INSTANCES =
      IntStream.rangeClosed(1, 3)
          .mapToObj(
              i ->
                  Knob.integer(
                      "consumer-" + i + ".instances",
                      i == 1 ? 1 : 0,
                      0,
                      4,
                      "consumers in the service consumer-" + i))
          .toList();
  private static final List<Knob<Boolean>> PAUSED =
      IntStream.rangeClosed(1, 3)
          .mapToObj(
              i ->
                  Knob.flag(
                      "consumer-" + i + ".paused",
                      false,
                      "whether the consumers of consumer-" + i + " take no records"))
          .toList();

  static final KnobSchema SCHEMA =
      KnobSchema.of(
              CONSUMER_MODE,
              RESPONSE,
              TOPIC,
              PROCESSING,
              SINK_CONCURRENCY,
              BULK_BASE,
              BULK_EACH,
              SINK_CONNECTIONS,
              MAX_IN_FLIGHT,
              HIGH,
              LOW,
              MAX_POLL_RECORDS,
              MAX_POLL_INTERVAL,
              SESSION_TIMEOUT,
              COMMIT_INTERVAL,
              REVOKE_WAIT,
              BATCH_RECORDS,
              LINGER,
              MAX_ATTEMPTS,
              TTL,
              TARGET_LAG,
              R_MIN,
              R_INC,
              RATE_LAW,
              DRAIN_TARGET,
              LAG_POLL,
              RATE,
              BATCH_SIZE,
              RUNNING,
              POISON_SHARE,
              INSTANCES.get(0),
              INSTANCES.get(1),
              INSTANCES.get(2),
              PAUSED.get(0),
              PAUSED.get(1),
              PAUSED.get(2))
          .ordered(LOW, HIGH);

  private Week45Knobs() {}

  /** How many consumers a consumer service runs. */
  static Knob<Integer> instances(String service) {
    return of(INSTANCES, service);
  }

  /** Whether they are paused. */
  static Knob<Boolean> paused(String service) {
    return of(PAUSED, service);
  }

  private static <T> Knob<T> of(List<Knob<T>> knobs, String service) {
    return knobs.stream()
        .filter(knob -> knob.name().startsWith(service + "."))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(service + " is no consumer service"));
  }
}
