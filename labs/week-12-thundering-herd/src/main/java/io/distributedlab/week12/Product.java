package io.distributedlab.week12;

/** A product, and what was sold of it: the answer of the slow query. */
record Product(
    String id, String name, long priceCents, long version, long unitsSold, long revenueCents) {}
