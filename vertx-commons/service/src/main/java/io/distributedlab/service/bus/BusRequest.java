package io.distributedlab.service.bus;

import io.distributedlab.service.http.Deadline;

/** A message and how long its sender waits for the answer. */
public record BusRequest<T>(T message, Deadline deadline) {}
