package io.distributedlab.week51;

/** The way from a service to the one behind it. */
interface NextService {
  String name();

  Errand<Downstream> ask(Visit visit);
}
