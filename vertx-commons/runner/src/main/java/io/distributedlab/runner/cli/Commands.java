package io.distributedlab.runner.cli;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands with the labs they work on. */
final class Commands implements IFactory {
  private final Map<Class<?>, Supplier<?>> made;

  Commands(LabFolders folders, Curriculum curriculum) {
    made =
        Map.ofEntries(
            entry(ListCommand.class, () -> new ListCommand(curriculum, folders)),
            entry(RunCommand.class, () -> new RunCommand(folders)),
            entry(ProveCommand.class, () -> new ProveCommand(folders)),
            entry(CheckCommand.class, () -> new CheckCommand(folders)),
            entry(WatchCommand.class, () -> new WatchCommand(folders)),
            entry(HintCommand.class, () -> new HintCommand(folders)),
            entry(ProgressCommand.class, () -> new ProgressCommand(curriculum, folders)),
            entry(ResetCommand.class, () -> new ResetCommand(folders)),
            entry(NewCommand.class, () -> new NewCommand(folders)),
            entry(UpCommand.class, () -> new UpCommand(folders)),
            entry(DownCommand.class, () -> new DownCommand(folders)),
            entry(LoadCommand.class, () -> new LoadCommand(folders)),
            entry(TracesCommand.class, () -> new TracesCommand(folders)),
            entry(KubernetesCommand.class, () -> new KubernetesCommand(folders)),
            entry(TestCommand.class, () -> new TestCommand(folders)),
            entry(GenerateCommand.class, () -> new GenerateCommand(folders)));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    var command = made.get(type);
    return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
  }
}
