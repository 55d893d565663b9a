package io.distributedlab.goodlab;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;

/** A lab of one service. */
public final class GoodLab implements Lab {
  @Override
  public LabDescriptor descriptor() {
    return LabDescriptor.lab(0, "good-lab", "Good Lab")
        .question("Does it run?")
        .service("names", 7020, GoodVerticle::new)
        .entry("/names")
        .knobs(KnobSchema.of(Knob.integer("limit", 1, 0, 9, "how many")))
        .build();
  }
}
