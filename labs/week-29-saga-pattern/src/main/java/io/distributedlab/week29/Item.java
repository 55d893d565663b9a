package io.distributedlab.week29;

/**
 * One line of an order.
 *
 * @param price of one piece, in cents
 */
record Item(String productId, String name, int quantity, long price) {}
