package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import java.util.List;

/** What a customer asks for. */
record OrderForm(String customerId, List<Item> items) {
  private static final int MOST_ITEMS = 100;
  private static final int MOST_PIECES = 1000;
  private static final long HIGHEST_PRICE = 100_000_000;

  /**
   * This form, when it can be an order.
   *
   * @throws Problem invalid (422) with a JSON pointer
   */
  OrderForm checked() {
    if (customerId == null || customerId.isBlank() || customerId.length() > 100) {
      throw Problem.invalid("/customer_id", String.valueOf(customerId), "1 to 100 characters");
    }
    if (items == null || items.isEmpty() || items.size() > MOST_ITEMS) {
      var size = items == null ? "nothing" : items.size() + " lines";
      throw Problem.invalid("/items", size, "1 to " + MOST_ITEMS + " lines");
    }
    for (int i = 0; i < items.size(); i++) {
      check("/items/" + i, items.get(i));
    }
    return this;
  }

  /** In cents. */
  long amount() {
    return items.stream().mapToLong(item -> item.price() * item.quantity()).sum();
  }

  private static void check(String pointer, Item item) {
    if (item == null) {
      throw Problem.invalid(pointer, "null", "an item");
    }
    if (item.productId() == null || item.productId().isBlank()) {
      throw Problem.invalid(pointer + "/product_id", "blank", "the id of a product");
    }
    if (item.quantity() < 1 || item.quantity() > MOST_PIECES) {
      throw Problem.invalid(pointer + "/quantity", item.quantity(), "1 to " + MOST_PIECES);
    }
    if (item.price() < 0 || item.price() > HIGHEST_PRICE) {
      throw Problem.invalid(pointer + "/price", item.price(), "0 to " + HIGHEST_PRICE + " cents");
    }
  }
}
