package io.distributedlab.week45;

/** Where an order lies, once the broker has acknowledged it. */
record Receipt(String orderId, int partition, long offset) {}
