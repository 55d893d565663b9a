package io.distributedlab.runner;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A lab. Each lab module has one implementation, named in its {@code
 * META-INF/services/io.distributedlab.runner.Lab}.
 */
@FunctionalInterface
public interface Lab {
  /** What the lab consists of. */
  LabDescriptor descriptor();

  /** The lab on the class path; empty when there is none. */
  static Optional<LabDescriptor> onClasspath() {
    return ServiceLoader.load(Lab.class).findFirst().map(Lab::descriptor);
  }
}
