package io.distributedlab.week52;

/**
 * The place for your own strategy. For now it does what {@link Direct} does: one attempt, round
 * robin. Override what {@link Strategy} offers, for example {@link Strategy#delay} to hedge after a
 * quantile per backend, or {@link Strategy#first} to leave out a backend that is much slower than
 * the others.
 */
final class Yours implements Strategy {}
