package io.distributedlab.week46;

import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import java.util.Map;

/**
 * A client of one coordinator, outside any load.
 *
 * @param strategy asked for in every request
 */
record Client(Stage stage, String coordinator, Strategy strategy) {
  Future<Reply> put(String key, String value) {
    return stage.send(coordinator, as(Request.put("/kv/" + key, Map.of("value", value)), strategy));
  }

  Future<Reply> get(String key) {
    return stage.send(coordinator, as(Request.get("/kv/" + key), strategy));
  }

  Client with(Strategy other) {
    return new Client(stage, coordinator, other);
  }

  static Request as(Request request, Strategy strategy) {
    return request.header(Knobs.VARIANT_HEADER, Knob.wireName(strategy));
  }

  /** The version in an answer, also in one that says there is no value. */
  static Tag version(Reply reply) {
    return Tag.parse(reply.json().getString("version"));
  }
}
