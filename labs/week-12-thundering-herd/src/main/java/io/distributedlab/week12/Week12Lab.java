package io.distributedlab.week12;

import io.distributedlab.backends.Postgres;
import io.distributedlab.backends.Redis;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** Three instances of an API, a cache and a database, and what happens when a value expires. */
public final class Week12Lab implements Lab {
  private final Parts parts;

  /** The lab as it is. */
  public Week12Lab() {
    this(Parts.SOUND);
  }

  /** The lab with something made otherwise. */
  Week12Lab(Parts parts) {
    this.parts = parts;
  }

  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(12, "week-12-thundering-herd", "Thundering Herd")
        .question(Week12Experiment.QUESTION)
        .service("api-1", 8000, service -> new ApiVerticle(service, parts))
        .service("api-2", 8001, service -> new ApiVerticle(service, parts))
        .service("api-3", 8002, service -> new ApiVerticle(service, parts))
        .proxy("redis-proxy", 8003, "redis")
        .backend(Redis.named("redis"))
        .backend(
            Postgres.named("postgres")
                .set("max_connections", "200")
                .script("io/distributedlab/week12/schema.sql"))
        .clustered()
        .entry("/product/hot")
        .knobs(Week12Knobs.SCHEMA)
        .panels(Week12Panels.ALL)
        .exercises(Week12Exercises.ALL)
        .stories(Week12Stories.ALL)
        .experiment(Week12Experiment::of)
        .build();
  }
}
