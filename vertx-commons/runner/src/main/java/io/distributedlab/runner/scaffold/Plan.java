package io.distributedlab.runner.scaffold;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a new lab consists of.
 *
 * @param services in the order in which they call each other; the first is where a caller enters
 * @param extras what it has besides
 */
public record Plan(LabName name, List<String> services, Set<Extra> extras) {
  private static final int MOST_SERVICES = 6;
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  /** Containers that every lab has beside its services, and variables of the runbook. */
  private static final Set<String> TAKEN =
      Set.of("otel-collector", "jaeger", "loki", "prometheus", "grafana", "k6", "base", "runner");

  /**
   * Checks the services.
   *
   * @throws NotPossible when there are too many or none, or when a name has another form, is there
   *     twice or is taken
   */
  public Plan {
    services = List.copyOf(services);
    extras = Set.copyOf(extras);
    if (services.isEmpty() || services.size() > MOST_SERVICES) {
      throw new NotPossible(
          "A new lab has 1 to %d services, not %d: name them with commas between, as in gateway,a,b."
              .formatted(MOST_SERVICES, services.size()));
    }
    Map<String, String> byClass = new HashMap<>();
    for (var service : services) {
      checkForm(service);
      checkFree(service, extras);
      // Some file systems do not tell capitals from small letters.
      var other = byClass.put(LabName.words(service, "").toLowerCase(Locale.ROOT), service);
      if (other != null) {
        throw new NotPossible(
            other.equals(service)
                ? "There are two services '%s': give each a name of its own.".formatted(service)
                : "Services '%s' and '%s' would be one class: take names that differ in a letter."
                    .formatted(other, service));
      }
    }
    if (extras.contains(Extra.BUS) && services.size() == 1) {
      throw new NotPossible(
          "On an event bus one service asks another: name two services or more, as in gateway,a.");
    }
  }

  private static void checkForm(String service) {
    if (!FORM.matcher(service).matches() || service.endsWith("-")) {
      throw new NotPossible(
          "'%s' cannot be the name of a service: take 1 to 20 small letters, digits and hyphens, a letter first and no hyphen last, as in service-a."
              .formatted(service));
    }
  }

  private static void checkFree(String service, Set<Extra> extras) {
    if (TAKEN.contains(service)
        || extras.stream().anyMatch(extra -> extra.wireName().equals(service))) {
      throw new NotPossible(
          "No service can be called '%s': something else in the lab has this name."
              .formatted(service));
    }
  }

  boolean has(Extra extra) {
    return extras.contains(extra);
  }
}
