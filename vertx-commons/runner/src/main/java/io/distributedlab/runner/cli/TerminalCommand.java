package io.distributedlab.runner.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that prints lines; markup such as {@code @|bold text|@} is coloured on a terminal. */
abstract class TerminalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  final CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  final void println(String markup) {
    var out = commandLine().getOut();
    out.println(commandLine().getColorScheme().ansi().string(markup));
    out.flush();
  }
}
