package io.distributedlab.week29;

import static io.distributedlab.week29.SagaState.COMPLETED;
import static io.distributedlab.week29.SagaState.INVENTORY_RESERVED;
import static io.distributedlab.week29.SagaState.PAYMENT_PROCESSED;
import static io.distributedlab.week29.SagaState.SHIPPED;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The steps of the saga in order, numbered from 1, and its pivot. Steps before the pivot can be
 * compensated; the pivot may refuse, and once it is done there is no way back; steps after it
 * cannot refuse and are retried until they are done. Source: Chris Richardson, "Microservices
 * Patterns" (2018), chapter 4. Step 0 is the order itself: to undo it is to cancel the order.
 */
record SagaDefinition(List<Step> steps, int pivot) {
  private static final Step ORDER =
      new Step("order", "order", "/saga/place", "/saga/cancel", null, List.of(), SagaState.PENDING);
  private static final Step RESERVE =
      new Step(
          "reserve",
          "inventory",
          "/reserve",
          "/release",
          "/reservations/by-key/",
          List.of("saga_id", "order_id", "items"),
          INVENTORY_RESERVED);
  private static final Step CHARGE =
      new Step(
          "charge",
          "payment",
          "/process",
          "/refund",
          "/transactions/by-key/",
          List.of("saga_id", "order_id", "customer_id", "amount"),
          PAYMENT_PROCESSED);

  /** Lets everybody see the order confirmed, while the saga may still turn back. */
  private static final Step APPROVE =
      new Step(
          "approve-order",
          "order",
          "/saga/approve",
          "/saga/cancel",
          null,
          List.of("saga_id", "order_id"),
          PAYMENT_PROCESSED);

  private static final Step SHIP =
      new Step(
          "ship",
          "shipping",
          "/ship",
          "/cancel",
          "/shipments/by-key/",
          List.of("saga_id", "order_id", "customer_id"),
          SHIPPED);
  private static final Step COMMIT =
      new Step(
          "commit-stock",
          "inventory",
          "/commit",
          null,
          null,
          List.of("saga_id", "reservation_id"),
          SHIPPED);
  private static final Step CONFIRM =
      new Step(
          "confirm-order",
          "order",
          "/saga/confirm",
          null,
          null,
          List.of("saga_id", "order_id"),
          COMPLETED);

  static final SagaDefinition UNLOCKED = of(RESERVE, CHARGE, APPROVE, SHIP, COMMIT, CONFIRM);
  static final SagaDefinition LOCKED = of(RESERVE, CHARGE, SHIP, COMMIT, CONFIRM);

  /** The steps of an orchestrated variant. */
  static SagaDefinition of(Variant variant) {
    return switch (variant) {
      case DURABLE_LOCK -> LOCKED;
      case YOURS -> YourSaga.DEFINITION;
      default -> UNLOCKED;
    };
  }

  /** The same saga with this step as number {@code n}; the others move back. */
  SagaDefinition with(int n, Step step) {
    var more = new ArrayList<>(steps);
    more.add(n - 1, step);
    return new SagaDefinition(List.copyOf(more), n <= pivot ? pivot + 1 : pivot);
  }

  /** The step of this number; 0 is the order. */
  Step step(int n) {
    return n == 0 ? ORDER : steps.get(n - 1);
  }

  /** The number of the step of this name. */
  int number(String name) {
    return IntStream.rangeClosed(1, steps.size())
        .filter(n -> step(n).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SagaDefinition of(Step... steps) {
    var pivot = IntStream.range(0, steps.length).filter(i -> steps[i].equals(SHIP)).findFirst();
    return new SagaDefinition(Stream.of(steps).toList(), pivot.orElseThrow() + 1);
  }
}
