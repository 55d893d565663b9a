package io.distributedlab.week51;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.http.HttpMethod;

/** Asks the next service over one HTTP/2 connection; taking back is one reset stream. */
record OverHttp(Service service, String name) implements NextService {
  static final String PATH = "/process";

  @Override
  public Errand<Downstream> ask(Visit visit) {
    var call = peer(visit).call(HttpMethod.GET, PATH, null);
    return new Errand<>(call.reply().map(OverHttp::read), call::cancel);
  }

  private Peer peer(Visit visit) {
    var policy = visit.policy();
    var arrival = visit.arrival();
    var peer =
        policy
            .tell(service.client(name).http2().within(policy.patience(visit)), visit)
            .header(Knobs.VARIANT_HEADER, Knob.wireName(arrival.variant()))
            .header(Arrival.PROBE_HEADER, String.valueOf(visit.probing()));
    var truth = arrival.truthMs();
    return truth == null ? peer : peer.header(Arrival.TRUTH_HEADER, String.valueOf(truth));
  }

  private static Downstream read(PeerReply reply) {
    return Downstream.fresh(
        reply.as(Hop.class), Double.parseDouble(reply.headers().get(Hop.WORK_HEADER)));
  }
}
