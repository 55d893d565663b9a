package io.distributedlab.week46;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;

/** Five replicas of a key-value store, and two coordinators that read and write by quorum. */
public final class Week46Lab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    var data = DataDirectory.of(System.getenv());
    return LabDescriptor.lab(46, "week-46-quorum-reads-writes", "Quorum Reads/Writes")
        .question(Week46Experiment.QUESTION)
        .service("coordinator-1", 8000, CoordinatorVerticle::new)
        .service("replica-1", 8001, service -> new ReplicaVerticle(service, data))
        .files(DataDirectory.VARIABLE)
        .service("replica-2", 8002, service -> new ReplicaVerticle(service, data))
        .files(DataDirectory.VARIABLE)
        .service("replica-3", 8003, service -> new ReplicaVerticle(service, data))
        .files(DataDirectory.VARIABLE)
        .service("replica-4", 8004, service -> new ReplicaVerticle(service, data))
        .files(DataDirectory.VARIABLE)
        .service("replica-5", 8005, service -> new ReplicaVerticle(service, data))
        .files(DataDirectory.VARIABLE)
        .service("coordinator-2", 8006, CoordinatorVerticle::new)
        .clustered()
        .entry("/checks/read-your-writes?iterations=1")
        .knobs(Week46Knobs.SCHEMA)
        .panels(Week46Panels.ALL)
        .stories(Week46Stories.ALL)
        .experiment(Week46Experiment::of)
        .exercises(Week46Exercises.ALL)
        .build();
  }
}
