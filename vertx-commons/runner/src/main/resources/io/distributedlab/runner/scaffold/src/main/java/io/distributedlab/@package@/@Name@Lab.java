package io.distributedlab.@package@;

@if kafka@
import io.distributedlab.backends.Kafka;
@end@
@if postgres@
import io.distributedlab.backends.Postgres;
@end@
@if redis@
import io.distributedlab.backends.Redis;
@end@
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** A chain of services, each of which works a little and asks the next one. */
public final class @Name@Lab implements Lab {
  static final String FOLDER = "@name@";
  static final String TITLE = "@title@";

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, FOLDER, TITLE)
        .question(@Name@Experiment.QUESTION)
@each services@
        .service("@service@", @port@, @Service@Verticle::new)
@end@
@if redis@
        .backend(Redis.named("redis"))
@end@
@if postgres@
        .backend(Postgres.named("postgres").script("io/distributedlab/@package@/schema.sql"))
@end@
@if kafka@
        .backend(Kafka.named("kafka").topic(Events.TOPIC, 1))
@end@
@if bus@
        .clustered()
@end@
        .entry("/api/process")
        .knobs(@Name@Knobs.SCHEMA)
        .panels(@Name@Panels.ALL)
        .exercises(@Name@Exercises.ALL)
        .experiment(@Name@Experiment::of)
        .build();
  }
}
