package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code state} of a list. */
final class StateFilter {
  private StateFilter() {}

  /**
   * The name of the state that is wanted, in any case; null when all are.
   *
   * @throws Problem invalid (422) when there is no such state
   */
  static @Nullable String of(Request request, Enum<?>... states) {
    var text = request.query("state");
    if (text == null) {
      return null;
    }
    var names = Arrays.stream(states).map(Enum::name).toList();
    var wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!names.contains(wanted)) {
      throw Problem.invalid("state", text, "one of " + String.join(", ", names));
    }
    return wanted;
  }
}
