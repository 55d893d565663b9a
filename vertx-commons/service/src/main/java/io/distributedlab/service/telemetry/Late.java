package io.distributedlab.service.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exporter that is made when there is something to export. Its HTTP client reads all the
 * certificates of the JDK: a tenth of a second in which a service could be ready. By their contract
 * exporters are asked to export by one thread at a time.
 */
final class Late<E> {
  private final Supplier<E> making;
  private volatile @Nullable E made;

  Late(Supplier<E> making) {
    this.making = making;
  }

  E get() {
    var there = made;
    if (there == null) {
      there = making.get();
      made = there;
    }
    return there;
  }

  /** What is left to do; nothing for an exporter that was never needed. */
  CompletableResultCode ifMade(Function<E, CompletableResultCode> end) {
    var there = made;
    return there == null ? CompletableResultCode.ofSuccess() : end.apply(there);
  }
}
