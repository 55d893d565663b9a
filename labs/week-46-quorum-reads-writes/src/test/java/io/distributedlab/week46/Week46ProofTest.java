package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.Service;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about stores with one line broken. */
class Week46ProofTest extends ProofTest {
  @Test
  void aRegisterThatDoesNotWriteBackIsFoundOut() {
    var mutant =
        lab.with(
            "coordinator-1",
            s ->
                new CoordinatorVerticle(
                    s,
                    (protocols, strategy) ->
                        strategy == Strategy.ABD
                            ? new SkipsTheWriteBack(protocols)
                            : protocols.standard(strategy)));
    assertThat(Proof.broken(Proof.quick(mutant, "register abd")))
        .contains("with the write-back no read does");
  }

  @Test
  void aReplicaThatAcknowledgesBeforeItForcesIsFoundOut() {
    var data = DataDirectory.scratch();
    var mutant =
        withReplicas(
            s ->
                new ReplicaVerticle(
                    s,
                    name -> new NeverForces(s.vertx(), data, name),
                    ReplicaVerticle.standardHandoff(s)));
    assertThat(Proof.broken(Proof.quick(mutant, "amnesia"))).contains("stable storage does not");
  }

  @Test
  void hintsThatAreNeverOfferedAreFoundOut() {
    var data = DataDirectory.scratch();
    var mutant =
        withReplicas(
            s ->
                new ReplicaVerticle(
                    s,
                    ReplicaVerticle.standardJournals(s, data),
                    (replicas, hints) -> new KeepsItsHints(s, replicas, hints)));
    assertThat(Proof.broken(Proof.quick(mutant, "partition")))
        .contains("and then nothing is stale");
  }

  private LabDescriptor withReplicas(Function<Service, ReplicaVerticle> replica) {
    var mutant = lab;
    for (var name : Replicas.NAMES) {
      mutant = mutant.with(name, replica::apply);
    }
    return mutant;
  }

  private static final class SkipsTheWriteBack extends Abd {
    SkipsTheWriteBack(Protocols protocols) {
      super(protocols.replicas(), protocols.coordinator(), protocols.startCounter());
    }

    @Override
    Future<?> writeBack(Op op, Entry entry) {
      return Future.succeededFuture();
    }
  }

  private static final class NeverForces extends Journal {
    NeverForces(Vertx vertx, DataDirectory data, String name) {
      super(vertx, data, name);
    }

    @Override
    Future<Void> append(Object record, boolean durable) {
      return super.append(record, false);
    }

    @Override
    Future<Void> force() {
      return Future.succeededFuture();
    }
  }

  private static final class KeepsItsHints extends Handoff {
    KeepsItsHints(Service service, Replicas replicas, HintStore hints) {
      super(service, replicas, hints);
    }

    @Override
    Future<Void> offer() {
      return Future.succeededFuture();
    }
  }
}
