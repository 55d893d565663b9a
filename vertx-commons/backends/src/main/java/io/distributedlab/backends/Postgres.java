package io.distributedlab.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with what the lab needs in it: roles and a schema. Both are made once, in one
 * transaction, before the first service starts; a database that keeps its data is not touched
 * again. {@code fsync} and {@code synchronous_commit} are on unless a setting says otherwise.
 *
 * @param settings of {@code postgresql.conf}
 * @param roles who may log in besides the owner; a service that has the name of one connects as it
 * @param scripts resources of the lab with SQL, run by the owner in this order, after the roles are
 *     there. Words are separated by semicolons; commands that refuse to run in a transaction do not
 *     work.
 */
public record Postgres(
    String name, int port, Map<String, String> settings, List<String> roles, List<String> scripts)
    implements BackendSpec {
  private static final int PORT = 7432;
  private static final int CONTAINER_PORT = 5432;

  public Postgres {
    settings = Map.copyOf(settings);
    roles = List.copyOf(roles);
    scripts = List.copyOf(scripts);
    roles.stream()
        .filter(role -> !role.matches("[a-z][a-z0-9_-]*"))
        .forEach(
            role -> {
              throw new IllegalArgumentException("not the name of a role: " + role);
            });
  }

  /** On port 7432, empty. */
  public static Postgres named(String name) {
    return new Postgres(name, PORT, Map.of(), List.of(), List.of());
  }

  /** Another port on this machine, for a second server of the lab. */
  public Postgres port(int port) {
    return new Postgres(name, port, settings, roles, scripts);
  }

  /** A line of {@code postgresql.conf}, like {@code max_connections = 50}. */
  public Postgres set(String setting, String value) {
    return new Postgres(
        name, port, Settings.over(Map.of(setting, value), settings), roles, scripts);
  }

  /** Roles that may log in, with their names as passwords. */
  public Postgres roles(String... names) {
    return new Postgres(name, port, settings, plus(roles, names), scripts);
  }

  /** SQL scripts among the lab's resources, by their absolute names, like {@code schema.sql}. */
  public Postgres script(String... resources) {
    return new Postgres(name, port, settings, roles, plus(scripts, resources));
  }

  @Override
  public String kind() {
    return "postgres";
  }

  @Override
  public int containerPort() {
    return CONTAINER_PORT;
  }

  @Override
  public String uri(String host, int port) {
    return "postgresql://postgres@" + host + ":" + port + "/postgres";
  }

  @Override
  public String uriFor(String service, String uri) {
    return roles.contains(service)
        ? uri.replaceFirst("://([^/@]*@)?", "://" + service + ":" + service + "@")
        : uri;
  }

  @Override
  public List<String> command() {
    var command = new ArrayList<String>();
    new TreeMap<>(settings)
        .forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
    if (!command.isEmpty()) {
      command.addFirst("postgres");
    }
    return command;
  }

  private static List<String> plus(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
