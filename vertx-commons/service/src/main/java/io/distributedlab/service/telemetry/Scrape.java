package io.distributedlab.service.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one scrape of {@code /metrics}.
 *
 * @param contentType media type of the body
 * @param body the metrics, in OpenMetrics 1.0.0 with exemplars when the scraper accepts that, else
 *     in the Prometheus text format 0.0.4
 */
public record Scrape(String contentType, String body) {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String TEXT_0_0_4 = "text/plain; version=0.0.4; charset=utf-8";

  static Scrape of(PrometheusMeterRegistry registry, @Nullable String accept) {
    var contentType = contentType(accept);
    return new Scrape(contentType, registry.scrape(contentType));
  }

  static String contentType(@Nullable String accept) {
    return accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT_0_0_4;
  }
}
