package io.distributedlab.week29;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * One thing a participant is told to do, once.
 *
 * @param id the idempotency key: the same for every attempt
 * @param op its name, for people
 */
record Command(UUID id, UUID sagaId, String op, JsonObject request) {}
