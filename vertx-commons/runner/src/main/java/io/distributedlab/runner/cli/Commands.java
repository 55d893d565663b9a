package io.distributedlab.runner.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands with the labs they work on. */
final class Commands implements IFactory {
  private final LabFolders folders;
  private final Curriculum curriculum;

  Commands(LabFolders folders, Curriculum curriculum) {
    this.folders = folders;
    this.curriculum = curriculum;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ListCommand.class) {
      return type.cast(new ListCommand(curriculum, folders));
    }
    if (type == RunCommand.class) {
      return type.cast(new RunCommand(folders));
    }
    if (type == ProveCommand.class) {
      return type.cast(new ProveCommand(folders));
    }
    if (type == CheckCommand.class) {
      return type.cast(new CheckCommand(folders));
    }
    if (type == WatchCommand.class) {
      return type.cast(new WatchCommand(folders));
    }
    if (type == HintCommand.class) {
      return type.cast(new HintCommand(folders));
    }
    if (type == ProgressCommand.class) {
      return type.cast(new ProgressCommand(curriculum, folders));
    }
    if (type == ResetCommand.class) {
      return type.cast(new ResetCommand(folders));
    }
    if (type == NewCommand.class) {
      return type.cast(new NewCommand(folders));
    }
    if (type == KubernetesCommand.class) {
      return type.cast(new KubernetesCommand(folders));
    }
    if (type == TestCommand.class) {
      return type.cast(new TestCommand(folders));
    }
    if (type == GenerateCommand.class) {
      return type.cast(new GenerateCommand(folders));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
