package io.distributedlab.week29;

/** What an order is to whoever reads it. */
enum OrderState {
  PENDING,
  CONFIRMED,
  CANCELLED
}
