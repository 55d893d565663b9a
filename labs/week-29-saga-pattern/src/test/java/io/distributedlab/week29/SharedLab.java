package io.distributedlab.week29;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One lab for all test classes that ask for it, started with the first and stopped at the end. */
final class SharedLab implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab29.class;
  }

  @Override
  public Lab29 resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedLab.class))
        .getOrComputeIfAbsent(Lab29.class, first -> new Lab29(), Lab29.class);
  }
}
