package io.distributedlab.week29;

import io.distributedlab.backends.Postgres;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** An order over five services: sagas orchestrated and choreographed, naive and sound. */
public final class Week29Lab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(29, "week-29-saga-pattern", "Saga Pattern")
        .question(Week29Experiment.QUESTION)
        .service("order", 8000, OrderVerticle::new)
        .service("orchestrator", 8001, OrchestratorVerticle::new)
        .ownJvm(Week29Lab.class)
        .offBus()
        .service("inventory", 8002, InventoryVerticle::new)
        .service("payment", 8003, PaymentVerticle::new)
        .service("shipping", 8004, ShippingVerticle::new)
        .backend(
            Postgres.named("postgres")
                .roles("order", "orchestrator", "inventory", "payment", "shipping")
                .script("io/distributedlab/week29/schema.sql"))
        .clustered()
        .entry("/demo/order?wait=5000")
        .knobs(Week29Knobs.SCHEMA)
        .panels(Week29Panels.ALL)
        .exercises(Week29Exercises.ALL)
        .stories(Week29Stories.ALL)
        .experiment(Week29Experiment::of)
        .build();
  }
}
