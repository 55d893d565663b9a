package io.distributedlab.week45;

import io.distributedlab.backends.Kafka;
import io.distributedlab.backends.Postgres;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/**
 * Orders through Kafka to a sink with little capacity: five consumers, four answers to overload.
 */
public final class Week45Lab implements Lab {
  private final Parts parts;

  /** The lab as it is. */
  public Week45Lab() {
    this(Parts.SOUND);
  }

  /** The lab with some algorithms replaced. */
  Week45Lab(Parts parts) {
    this.parts = parts;
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(45, "week-45-kafka-backpressure", "Kafka Backpressure")
        .question(Week45Experiment.QUESTION)
        .service("producer", 8000, service -> new ProducerVerticle(service, parts.laws()))
        .service("consumer-1", 8001, service -> new ConsumerVerticle(service, parts))
        .service("consumer-2", 8002, service -> new ConsumerVerticle(service, parts))
        .service("consumer-3", 8003, service -> new ConsumerVerticle(service, parts))
        .service("lag-monitor", 8004, LagMonitorVerticle::new)
        .service("sink", 8005, SinkVerticle::new)
        .backend(topics())
        .backend(Postgres.named("postgres").script("io/distributedlab/week45/schema.sql"))
        .clustered()
        .entry("/stats")
        .knobs(Week45Knobs.SCHEMA)
        .panels(Week45Panels.ALL)
        .stories(Week45Stories.ALL)
        .experiment(Week45Experiment::of)
        .exercises(Week45Exercises.ALL)
        .build();
  }

  private static Kafka topics() {
    return Kafka.named("kafka")
        .topic(Topic.ORDERS.kafkaName(), Topic.ORDERS.count())
        .topic(Topic.ORDERS_P1.kafkaName(), Topic.ORDERS_P1.count())
        .topic(Topic.DEAD_LETTERS, 1)
        .topic(Topic.EXPIRED, 1);
  }
}
