package io.distributedlab.service.knobs;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.ServerSpans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The current values of a service's knobs, and their version. A change applies whole or not at all.
 * Versions are Lamport timestamps (counter, then the name of the service that took the change), so
 * instances that hear of two changes in different orders end with the same values. Source: Leslie
 * Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System" (1978).
 */
public final class Knobs {
  /** Overrides the variant for one request. */
  public static final String VARIANT_HEADER = "X-Lab-Variant";

  /** A set of values and when it was made. */
  public record Version(long counter, String origin) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      var byCounter = Long.compare(counter, other.counter);
      return byCounter != 0 ? byCounter : origin.compareTo(other.origin);
    }
  }

  private record State(KnobSchema schema, Version version, KnobValues values) {
    State declaring(Knob<?>... more) {
      var all = schema.plus(more);
      return new State(all, version, all.change(all.initial(), values.toJson()));
    }
  }

  private final String owner;
  private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<State> state;
  private volatile Function<Knobs, Future<Void>> spread = self -> Future.succeededFuture();

  public Knobs(String owner, KnobSchema schema) {
    this.owner = owner;
    this.state = new AtomicReference<>(new State(schema, new Version(0, owner), schema.initial()));
  }

  public <T> T get(Knob<T> knob) {
    return state().values().get(knob);
  }

  /** One consistent set: use it when several knobs must belong together. */
  public KnobValues values() {
    return state().values();
  }

  public Version version() {
    return state().version();
  }

  /**
   * The variant for this request: the header {@value #VARIANT_HEADER} if it is there, else the
   * knob.
   *
   * @throws Problem invalid (422) when the header names no variant
   */
  public <E extends Enum<E>> E variant(Knob<E> knob, Request request) {
    var header = request.header(VARIANT_HEADER);
    var variant = header == null ? get(knob) : knob.parse(header);
    ServerSpans.variant(Knob.wireName(variant));
    return variant;
  }

  /**
   * Changes some knobs here and, in a clustered lab, on every instance; done when all have applied
   * it.
   *
   * @throws Problem unknown or invalid (422); then nothing has changed
   */
  public Future<JsonObject> change(JsonObject changes) {
    var current = state();
    var next = current.schema().change(current.values(), changes);
    var version = new Version(current.version().counter() + 1, owner);
    apply(new State(current.schema(), version, next), changes);
    return spread.apply(this).map(done -> toJson());
  }

  /** Puts every knob back to its default, here and on every instance. */
  public Future<JsonObject> reset() {
    return change(state().schema().initial().toJson());
  }

  /** Takes over the values of another instance, unless its version is not newer. */
  public void adopt(Version version, JsonObject values) {
    var current = state();
    if (version.compareTo(current.version()) > 0) {
      var schema = current.schema();
      apply(new State(schema, version, schema.change(schema.initial(), values)), values);
    }
  }

  /**
   * Adds knobs, at their defaults.
   *
   * @throws IllegalArgumentException when there is one of the same name
   */
  public void declare(Knob<?>... more) {
    state.updateAndGet(current -> Objects.requireNonNull(current).declaring(more));
  }

  /** Runs {@code listener} after every change. */
  public void onChange(Runnable listener) {
    onChange(changes -> listener.run());
  }

  /** Tells {@code listener} after every change what was asked for, also where it was so before. */
  public void onChange(Consumer<JsonObject> listener) {
    listeners.add(listener);
  }

  /** How a change reaches the other instances; the future is done when they have applied it. */
  public void spreadBy(Function<Knobs, Future<Void>> spread) {
    this.spread = spread;
  }

  /** Version, values and declarations, as {@code GET /admin/knobs} answers. */
  public JsonObject toJson() {
    var current = state();
    return new JsonObject()
        .put("version", current.version().counter())
        .put("changed_by", current.version().origin())
        .put("values", current.values().toJson())
        .put("knobs", current.schema().describe());
  }

  private State state() {
    return Objects.requireNonNull(state.get());
  }

  private void apply(State next, JsonObject changes) {
    state.set(next);
    listeners.forEach(listener -> listener.accept(changes));
  }
}
