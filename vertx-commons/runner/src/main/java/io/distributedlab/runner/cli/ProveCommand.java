package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Trial;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.ProgressBars;
import io.distributedlab.experiment.report.RunFiles;
import io.distributedlab.experiment.report.RunJson;
import io.distributedlab.experiment.report.TerminalReport;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.compose.ComposeDeployment;
import io.distributedlab.runner.proof.RunFolders;
import io.distributedlab.runner.proof.Seeds;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a lab's experiment on the embedded lab and judges its claims. */
@Command(
    name = "prove",
    description = {
      "Run a lab's experiment: put load and faults on its variants, measure, compare with the"
          + " theory, and judge the lab's claims.",
      "Prints the table and the claims to stdout and the progress to stderr, and keeps"
          + " report.html and run.json under .lab/runs/."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every claim holds",
      "1:a claim is broken",
      "2:wrong usage or environment",
      "3:a claim is inconclusive: too few samples or too noisy a machine"
    })
final class ProveCommand extends TerminalCommand {
  private final LabFolders folders;

  @Parameters(arity = "0..1", paramLabel = "LAB", description = "A lab: 7, circuit-breakers, base")
  private @Nullable String name;

  @Option(names = "--all", description = "Prove every lab, one after the other, a line a lab.")
  private boolean all;

  @Option(names = "--quick", description = "The short run of the build; timings are coarser.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeat the schedule and the choices of the run with this seed.")
  private @Nullable Long seed;

  @Option(names = "--json", description = "Print run.json instead of the table and the claims.")
  private boolean json;

  @Option(
      names = "--on",
      paramLabel = "WHERE",
      description =
          "Where the lab runs: embedded (started for this, the default) or compose (the containers"
              + " that ./lab up has started).")
  private Place place = Place.EMBEDDED;

  @Option(names = "--one-line", hidden = true, description = "What --all prints of one lab.")
  private boolean oneLine;

  @Mixin private PortOffset portOffset = new PortOffset();
  @Mixin private BackendChoice backends = new BackendChoice();

  private enum Place {
    EMBEDDED,
    COMPOSE
  }

  ProveCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    var lab = folders.descriptor(labName());
    var settings = new Settings(seed == null ? Seeds.any() : seed, quick);
    var experiment = lab.experiment(settings);
    if (experiment.isEmpty() && oneLine) {
      note("%-32s has no experiment yet".formatted(lab.folder()));
      return 0;
    }
    var result =
        run(lab, experiment.orElseThrow(() -> new UsageException(noExperiment(lab))), settings);
    print(lab, result, new RunFolders(folders.home()).keep(lab.folder(), result));
    return result.verdict().exitCode();
  }

  private String labName() {
    if (all) {
      throw new UsageException(
          name == null
              ? "--all is the launcher's: run ./lab prove --all in the project's folder."
              : "Name one lab or give --all, not both.");
    }
    if (name == null) {
      throw new UsageException("Name a lab, as in ./lab prove base, or give --all.");
    }
    return name;
  }

  private static String noExperiment(LabDescriptor lab) {
    return "Lab %s has no experiment yet: ./lab run %s lets you try it by hand."
        .formatted(lab.folder(), lab.slug());
  }

  private ExperimentResult run(LabDescriptor lab, Experiment experiment, Settings settings)
      throws InterruptedException {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    var width = commandLine().getUsageHelpWidth();
    var progress = ProgressBars.on(System.err, onTerminal(), width);
    try {
      if (place == Place.COMPOSE) {
        var deployment = containers(vertx, lab);
        return EmbeddedRun.measured(Trial.run(vertx, experiment, deployment, settings, progress));
      }
      try (var run =
          new EmbeddedRun(lab, portOffset.value(), false, backends.value(), this::note)) {
        run.start();
        return run.result(Trial.run(vertx, experiment, run.lab(), settings, progress));
      }
    } finally {
      vertx.close();
    }
  }

  private ComposeDeployment containers(Vertx vertx, LabDescriptor lab) {
    var project = Containers.of(folders, lab.slug());
    try {
      return ComposeDeployment.of(vertx, lab, project);
    } catch (IOException | IllegalStateException e) {
      throw new UsageException(
          "The containers of %s are not up (%s): ./lab up %s starts them."
              .formatted(lab.title(), e.getMessage(), lab.slug()));
    }
  }

  private void print(LabDescriptor lab, ExperimentResult result, RunFiles files) {
    if (json) {
      var run = RunJson.of(result);
      println(oneLine ? run.encode() : run.encodePrettily());
    } else if (oneLine) {
      println(line(lab, result) + "  " + files.report());
    } else {
      println("");
      println(new TerminalReport(onTerminal()).of(result));
      println("Report  " + files.report());
      println("Next    " + next(lab, result));
    }
  }

  private static String line(LabDescriptor lab, ExperimentResult result) {
    return String.format(
        Locale.ROOT,
        "%-32s %-12s %3d hold, %d broken, %d inconclusive  %5.1f s",
        lab.folder(),
        result.verdict(),
        result.count(Verdict.HOLDS),
        result.count(Verdict.BROKEN),
        result.count(Verdict.INCONCLUSIVE),
        result.took().toMillis() / 1e3);
  }

  private String next(LabDescriptor lab, ExperimentResult result) {
    var again =
        "./lab prove %s%s --seed %d"
            .formatted(
                lab.slug() + (place == Place.COMPOSE ? " --on compose" : ""),
                result.settings().quick() ? " --quick" : "",
                result.settings().seed());
    return switch (result.verdict()) {
      case BROKEN -> again + "  repeats the same schedule";
      case INCONCLUSIVE -> again + "  once the machine is quiet";
      case HOLDS ->
          result.settings().quick()
              ? "./lab prove %s  measures longer and judges every claim".formatted(lab.slug())
              : "./lab run %s  to send requests of your own".formatted(lab.slug());
    };
  }
}
