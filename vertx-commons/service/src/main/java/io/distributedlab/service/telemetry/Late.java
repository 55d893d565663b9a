package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exporter that is made when there is something to export. Its HTTP client reads all the
 * certificates of the JDK: a tenth of a second in which a service could be ready.
 */
final class Late<E> {
  private final Supplier<E> making;
  private @Nullable E made;

  Late(Supplier<E> making) {
    this.making = making;
  }

  synchronized E get() {
    if (made == null) {
      made = making.get();
    }
    return made;
  }

  /** What is left to do; nothing for an exporter that was never needed. */
  synchronized CompletableResultCode ifMade(Function<E, CompletableResultCode> end) {
    return made == null ? CompletableResultCode.ofSuccess() : end.apply(made);
  }
}
