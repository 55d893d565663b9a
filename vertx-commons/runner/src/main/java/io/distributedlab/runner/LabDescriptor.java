package io.distributedlab.runner;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.distributedlab.backends.BackendSpec;
import io.distributedlab.backends.Kafka;
import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Settings;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.panel.GrafanaDashboard;
import io.distributedlab.runner.panel.Panel;
import io.distributedlab.runner.story.TraceStory;
import io.distributedlab.service.Service;
import io.distributedlab.service.faults.TcpProxy;
import io.distributedlab.service.knobs.KnobSchema;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a lab consists of. Everything that must agree with it is made or checked from it: the
 * embedded deployment, the containers, the dashboard.
 *
 * @param week 1 to 52; 0 for a lab outside the curriculum's weeks
 * @param folder the folder under {@code labs/}
 * @param question what the lab answers by measurement
 * @param services in start order; the first one is where a caller enters
 * @param backends the servers they keep their data in or send it through
 * @param proxies backend to the service that is a fault proxy before it
 * @param clustered whether the services share a clustered event bus
 * @param entry the path on the first service that shows the lab at work
 * @param exercises in the order in which they are numbered, from 1
 * @param stories what its traces show, the naive one of a pair first
 * @param proof makes the lab's experiment; null while it has none
 */
public record LabDescriptor(
    int week,
    String folder,
    String title,
    String question,
    List<ServiceSpec> services,
    List<BackendSpec> backends,
    Map<String, String> proxies,
    boolean clustered,
    String entry,
    KnobSchema knobs,
    List<Panel> panels,
    List<Exercise> exercises,
    List<TraceStory> stories,
    @Nullable Function<Settings, Experiment> proof) {
  /**
   * One service of a lab.
   *
   * @param port its HTTP port, before any offset
   * @param verticle makes its verticle
   * @param ownJvm how it runs embedded as a process of its own; null when it shares the runner's
   * @param offBus whether it has no part in the lab's clustered event bus
   * @param files the variable that names its directory of files in a container, which outlives the
   *     container; null when it has none
   */
  public record ServiceSpec(
      String name,
      int port,
      Function<Service, VerticleBase> verticle,
      @Nullable OwnJvm ownJvm,
      boolean offBus,
      @Nullable String files) {}

  /**
   * A JVM for one service.
   *
   * @param lab what it loads to find the service: public, with a constructor without parameters
   * @param flags of the JVM, like {@code -Xmx64m}
   */
  public record OwnJvm(Class<? extends Lab> lab, List<String> flags) {}

  /** Starts a descriptor. */
  public static Builder lab(int week, String folder, String title) {
    return new Builder(week, folder, title);
  }

  /** Each service's port, in start order. */
  public Map<String, Integer> ports() {
    var ports = new LinkedHashMap<String, Integer>();
    services.forEach(service -> ports.put(service.name(), service.port()));
    return ports;
  }

  /** The backends' names. */
  public Set<String> backendNames() {
    return backends.stream().map(BackendSpec::name).collect(toUnmodifiableSet());
  }

  /** The services that share the clustered event bus; none when the lab has no such bus. */
  public List<ServiceSpec> onBus() {
    return clustered ? services.stream().filter(s -> !s.offBus()).toList() : List.of();
  }

  /** The experiment that answers the question; empty while the lab has none. */
  public Optional<Experiment> experiment(Settings settings) {
    return Optional.ofNullable(proof).map(made -> made.apply(settings));
  }

  /**
   * This lab with another verticle in one of its services.
   *
   * @throws IllegalArgumentException when there is no such service, or it has a JVM of its own:
   *     that would load the lab as it is
   */
  public LabDescriptor with(String service, Function<Service, VerticleBase> verticle) {
    return changing(
        service,
        spec -> {
          if (spec.ownJvm() != null) {
            throw new IllegalArgumentException(
                service + " has a JVM of its own: say which lab that loads");
          }
          return new ServiceSpec(service, spec.port(), verticle, null, spec.offBus(), spec.files());
        });
  }

  /**
   * This lab with another verticle in a service that has a JVM of its own.
   *
   * @param lab whose descriptor is this one with the same change
   * @throws IllegalArgumentException when there is no such service
   */
  public LabDescriptor with(
      String service, Function<Service, VerticleBase> verticle, Class<? extends Lab> lab) {
    return changing(
        service,
        spec -> {
          var flags = spec.ownJvm() == null ? List.<String>of() : spec.ownJvm().flags();
          var own = new OwnJvm(lab, flags);
          return new ServiceSpec(service, spec.port(), verticle, own, spec.offBus(), spec.files());
        });
  }

  private LabDescriptor changing(String service, UnaryOperator<ServiceSpec> change) {
    if (!ports().containsKey(service)) {
      throw new IllegalArgumentException(folder + " has no service " + service);
    }
    var changed =
        services.stream().map(s -> s.name().equals(service) ? change.apply(s) : s).toList();
    return new LabDescriptor(
        week, folder, title, question, changed, backends, proxies, clustered, entry, knobs, panels,
        exercises, stories, proof);
  }

  /** The dashboard of this lab's panels. */
  public GrafanaDashboard dashboard() {
    return new GrafanaDashboard(
        "lab-%02d-%s".formatted(week, slug()), title, services.getFirst().name(), panels);
  }

  /** The folder without {@code week-NN-} or {@code base-}. */
  public String slug() {
    return folder.replaceFirst("^(week-\\d\\d|base)-", "");
  }

  /** Collects what a lab consists of. */
  public static final class Builder {
    private final int week;
    private final String folder;
    private final String title;
    private final List<ServiceSpec> services = new ArrayList<>();
    private final List<BackendSpec> backends = new ArrayList<>();
    private final Map<String, String> proxies = new LinkedHashMap<>();
    private String question = "";
    private boolean clustered;
    private String entry = "/health";
    private KnobSchema knobs = KnobSchema.NONE;
    private List<Panel> panels = List.of();
    private List<Exercise> exercises = List.of();
    private List<TraceStory> stories = List.of();
    private @Nullable Function<Settings, Experiment> proof;

    private Builder(int week, String folder, String title) {
      this.week = week;
      this.folder = folder;
      this.title = title;
    }

    /** What the lab answers by measurement. */
    public Builder question(String question) {
      this.question = question;
      return this;
    }

    /** Adds a service; the first one is where a caller enters. */
    public Builder service(String name, int port, Function<Service, VerticleBase> verticle) {
      services.add(new ServiceSpec(name, port, verticle, null, false, null));
      return this;
    }

    /**
     * The service added last has a JVM of its own when the lab runs embedded, so that a kill is a
     * SIGKILL, a pause a SIGSTOP and a crash point ends the process. It costs a start of about a
     * second and 100 MB.
     *
     * @param lab this lab's class, which that JVM loads
     * @param flags of that JVM, like {@code -Xmx64m}
     */
    public Builder ownJvm(Class<? extends Lab> lab, String... flags) {
      var last = services.removeLast();
      var own = new OwnJvm(lab, List.of(flags));
      services.add(
          new ServiceSpec(
              last.name(), last.port(), last.verticle(), own, last.offBus(), last.files()));
      return this;
    }

    /**
     * The service added last has no part in the lab's clustered event bus, and its knobs are its
     * own. With a JVM of its own it is back from a kill in less than a second; a member of the bus
     * needs three. Not for the first service.
     */
    public Builder offBus() {
      var last = services.removeLast();
      services.add(
          new ServiceSpec(
              last.name(), last.port(), last.verticle(), last.ownJvm(), true, last.files()));
      return this;
    }

    /**
     * The service added last keeps files. In a container they are on a volume of its own, which
     * outlives the container.
     *
     * @param variable of its environment, that names their directory there
     */
    public Builder files(String variable) {
      var last = services.removeLast();
      services.add(
          new ServiceSpec(
              last.name(), last.port(), last.verticle(), last.ownJvm(), last.offBus(), variable));
      return this;
    }

    /** Adds a server that the services ask for by its name: {@code service.backend("redis")}. */
    public Builder backend(BackendSpec backend) {
      backends.add(backend);
      return this;
    }

    /**
     * Adds a service that is a {@link TcpProxy} before a backend, whose fault {@code proxy.BACKEND}
     * it has. All other services reach the backend through it, by {@code service.backend(...)} as
     * ever. Not for Kafka, which tells its clients other addresses.
     *
     * @param port its HTTP port; the next one takes the connections
     */
    public Builder proxy(String name, int port, String backend) {
      proxies.put(backend, name);
      return service(name, port, service -> TcpProxy.before(service, backend));
    }

    /** The path on the first service that shows the lab at work. */
    public Builder entry(String path) {
      this.entry = path;
      return this;
    }

    /** The services share a clustered event bus. */
    public Builder clustered() {
      this.clustered = true;
      return this;
    }

    /** The settings that can be changed while the lab runs. */
    public Builder knobs(KnobSchema schema) {
      this.knobs = schema;
      return this;
    }

    /** What the dashboard shows, in reading order. */
    public Builder panels(List<Panel> panels) {
      this.panels = List.copyOf(panels);
      return this;
    }

    /** What there is to do, in the order in which it is numbered. */
    public Builder exercises(List<Exercise> exercises) {
      this.exercises = List.copyOf(exercises);
      return this;
    }

    /** What its traces show; the naive story of a pair stands before the other one. */
    public Builder stories(List<TraceStory> stories) {
      this.stories = List.copyOf(stories);
      return this;
    }

    /** What answers the question: run by {@code ./lab prove} and by the lab's proof test. */
    public Builder experiment(Function<Settings, Experiment> made) {
      this.proof = made;
      return this;
    }

    /**
     * The finished descriptor.
     *
     * @throws IllegalStateException when there is no service, the first is off the bus, or two of
     *     services and backends share a name or a port
     */
    public LabDescriptor build() {
      check(!services.isEmpty(), "a lab needs a service");
      check(!services.getFirst().offBus(), "the first service founds the bus");
      var names =
          Stream.concat(each(services, ServiceSpec::name), each(backends, BackendSpec::name));
      check(distinct(names), "two services or backends share a name");
      var ports =
          Stream.of(
                  each(services, ServiceSpec::port),
                  each(services, s -> proxies.containsValue(s.name()) ? s.port() + 1 : s),
                  each(backends, BackendSpec::port))
              .flatMap(Function.identity());
      check(distinct(ports), "two services or backends share a port");
      check(
          proxies.keySet().stream().allMatch(this::canBeProxied),
          "a proxy is before a Redis or PostgreSQL of the lab");
      return new LabDescriptor(
          week,
          folder,
          title,
          question,
          List.copyOf(services),
          List.copyOf(backends),
          Map.copyOf(proxies),
          clustered,
          entry,
          knobs,
          panels,
          exercises,
          stories,
          proof);
    }

    private boolean canBeProxied(String name) {
      return backends.stream().anyMatch(b -> b.name().equals(name) && !(b instanceof Kafka));
    }

    private void check(boolean holds, String problem) {
      if (!holds) {
        throw new IllegalStateException(folder + ": " + problem);
      }
    }

    private static <T> Stream<Object> each(List<T> parts, Function<T, Object> property) {
      return parts.stream().map(property);
    }

    private static boolean distinct(Stream<Object> values) {
      var seen = new HashSet<Object>();
      return values.allMatch(seen::add);
    }
  }
}
