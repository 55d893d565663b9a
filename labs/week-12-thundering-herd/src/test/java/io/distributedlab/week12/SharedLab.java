package io.distributedlab.week12;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one lab that all of them share: the first starts it, after the last it ends.
 */
final class SharedLab implements ParameterResolver {
  private record Running(Lab12 lab) implements AutoCloseable {
    @Override
    public void close() {
      lab.stop();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Lab12.class;
  }

  @Override
  public Lab12 resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Running.class, first -> new Running(new Lab12()), Running.class)
        .lab();
  }
}
