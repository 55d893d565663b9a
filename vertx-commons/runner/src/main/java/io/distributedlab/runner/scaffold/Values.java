package io.distributedlab.runner.scaffold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What stands in the gaps of the templates. */
final class Values {
  private static final int FIRST_PORT = 8000;

  /** The default of the knob {@code work_ms}. */
  private static final int WORK_MS = 10;

  /** The futures of the first service that must be done before it answers, in the order of use. */
  private static final Map<Extra, String> PENDING =
      Map.of(Extra.REDIS, "counted", Extra.POSTGRES, "stored", Extra.KAFKA, "sent");

  private Values() {}

  static Map<String, Object> of(Plan plan) {
    var services = plan.services();
    int count = services.size();
    var values = new HashMap<String, Object>();
    values.put("name", plan.name().folder());
    values.put("Name", plan.name().className());
    values.put("package", plan.name().packageName());
    values.put("title", plan.name().title());
    values.put("services", services(plan));
    values.put("count", String.valueOf(count));
    values.put("entry", services.getFirst());
    values.put("Entry", LabName.words(services.getFirst(), ""));
    values.put("last", services.getLast());
    values.put("LAST", variable(services.getLast()));
    values.put("lastPort", String.valueOf(FIRST_PORT + count - 1));
    values.put("quoted", "\"" + String.join("\", \"", services) + "\"");
    values.put("pattern", String.join("|", services));
    values.put("diagram", diagram(plan));
    values.put("calls", String.valueOf(plan.has(Extra.BUS) ? count - 1 : count));
    values.put("work", String.valueOf(WORK_MS));
    values.put("median", String.valueOf(count * WORK_MS));
    values.put("medianSeconds", String.valueOf(count * WORK_MS / 1000.0));
    values.put("pending", pending(plan, ""));
    values.put("results", pending(plan, ".result()"));
    flags(plan).forEach(flag -> values.put(flag, ""));
    if (count > 1) {
      values.put("second", services.get(1));
    }
    return values;
  }

  /** For the template of a service that another one asks, once for each. */
  static List<Map<String, Object>> behindTheFirst(Plan plan) {
    return services(plan).stream()
        .skip(1)
        .map(
            service -> {
              var all = of(plan);
              all.putAll(service);
              return all;
            })
        .toList();
  }

  private static List<String> flags(Plan plan) {
    var flags = new ArrayList<>(plan.extras().stream().map(Extra::wireName).toList());
    int count = plan.services().size();
    if (plan.extras().stream().anyMatch(Extra::isBackend)) {
      flags.add("backends");
    }
    if (count > 1) {
      flags.add("chained");
    }
    if (count == 2 && plan.has(Extra.BUS)) {
      flags.add("lastIsAsked");
    }
    return flags;
  }

  private static List<Map<String, Object>> services(Plan plan) {
    return IntStream.range(0, plan.services().size()).mapToObj(i -> service(plan, i)).toList();
  }

  private static Map<String, Object> service(Plan plan, int i) {
    var name = plan.services().get(i);
    var values = new HashMap<String, Object>();
    values.put("service", name);
    values.put("Service", LabName.words(name, ""));
    values.put("SERVICE", variable(name));
    values.put("port", String.valueOf(FIRST_PORT + i));
    if (i == 0) {
      values.put("first", "");
    }
    if (i == 1 && plan.has(Extra.BUS)) {
      values.put("asked", "");
    }
    if (i + 1 < plan.services().size()) {
      values.put("next", plan.services().get(i + 1));
    }
    return values;
  }

  private static String variable(String service) {
    return service.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String diagram(Plan plan) {
    var text = new StringBuilder("caller");
    for (int i = 0; i < plan.services().size(); i++) {
      text.append(i == 1 && plan.has(Extra.BUS) ? " --event bus--> " : " --HTTP--> ")
          .append(plan.services().get(i))
          .append(" :")
          .append(FIRST_PORT + i);
    }
    return text.toString();
  }

  private static String pending(Plan plan, String suffix) {
    return plan.extras().stream()
        .filter(Extra::isBackend)
        .sorted()
        .map(extra -> PENDING.get(extra) + suffix)
        .collect(Collectors.joining(", "));
  }
}
