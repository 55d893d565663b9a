package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The products there are, asked for once. Without an answer any product will do: inventory decides.
 */
final class Catalogue {
  private final Service service;
  private Set<String> products = Set.of();

  Catalogue(Service service) {
    this.service = service;
  }

  /** Fails with a 422 problem when there is no such product. */
  Future<Void> check(OrderForm form) {
    return load().map(known -> refuseUnknown(form, known));
  }

  private Future<Set<String>> load() {
    return products.isEmpty()
        ? service
            .client("inventory")
            .get("/products")
            .map(
                reply ->
                    reply.body().toJsonArray().stream()
                        .map(row -> ((JsonObject) row).getString("id"))
                        .collect(Collectors.toUnmodifiableSet()))
            .onSuccess(loaded -> products = loaded)
            .otherwise(Set.of())
        : Future.succeededFuture(products);
  }

  private static @Nullable Void refuseUnknown(OrderForm form, Set<String> known) {
    for (int i = 0; i < form.items().size(); i++) {
      var id = form.items().get(i).productId();
      if (!known.isEmpty() && !known.contains(id)) {
        throw Problem.unknown("product " + id, known)
            .with("pointer", "/items/" + i + "/product_id");
      }
    }
    return null;
  }
}
