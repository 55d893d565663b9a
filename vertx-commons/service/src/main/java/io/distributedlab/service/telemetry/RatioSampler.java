package io.distributedlab.service.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Samples a share of the trace ids; the share can be changed at run time. */
final class RatioSampler implements Sampler {
  private volatile Sampler current;

  RatioSampler(double ratio) {
    current = Sampler.traceIdRatioBased(requireRatio(ratio));
  }

  void ratio(double ratio) {
    current = Sampler.traceIdRatioBased(requireRatio(ratio));
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return current.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return current.getDescription();
  }

  static double requireRatio(double ratio) {
    if (ratio >= 0 && ratio <= 1) {
      return ratio;
    }
    throw new IllegalArgumentException("sampling ratio must be within 0 and 1, got " + ratio);
  }
}
