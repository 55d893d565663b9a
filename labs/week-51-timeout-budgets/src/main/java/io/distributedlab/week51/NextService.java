package io.distributedlab.week51;

/** The way from a service to the one behind it. */
@FunctionalInterface
interface NextService {
  Errand<Downstream> ask(Visit visit);
}
