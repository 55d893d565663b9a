package io.distributedlab.runner.page;

import io.distributedlab.backends.BackendSource;
import io.distributedlab.experiment.Deployment;
import io.distributedlab.runner.LabDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a learner works: the lab that runs, and the checkout in which runs and progress are kept.
 *
 * @param deployment the running lab, in the hands of experiments
 * @param home the root of the checkout
 * @param portOffset that the lab was started with
 * @param backends where its backends come from
 */
public record Desk(
    LabDescriptor lab, Deployment deployment, Path home, int portOffset, BackendSource backends) {
  /** The launcher's command that checks an exercise on a lab of its own. */
  List<String> checkCommand(int exercise) {
    return List.of(
        home.resolve("lab").toString(),
        "check",
        lab.folder(),
        String.valueOf(exercise),
        "--port-offset",
        String.valueOf(portOffset),
        "--backends",
        backends.name().toLowerCase(Locale.ROOT));
  }

  Desk with(Deployment other) {
    return new Desk(lab, other, home, portOffset, backends);
  }
}
