// The summary at the end of a test, for people and for programs.

const JAEGER = __ENV.JAEGER_URL || 'http://localhost:16686';

const milliseconds = (value) => (value === undefined ? '-' : `${value.toFixed(1)} ms`);

/** From k6's summary and the slowest traces: text for a terminal, and the same as plain data. */
export function report({ metrics, state }, traces) {
  const json = {
    seconds: state ? state.testRunDurationMs / 1000 : undefined,
    requests: value(metrics, 'http_reqs', 'count'),
    perSecond: value(metrics, 'http_reqs', 'rate'),
    failed: value(metrics, 'http_req_failed', 'rate'),
    dropped: value(metrics, 'dropped_iterations', 'count') || 0,
    latency: series(metrics),
    thresholds: thresholds(metrics),
    slowest: traces.map(({ ms, id }) => ({ ms, trace: id, link: `${JAEGER}/trace/${id}` })),
  };
  return { json, text: page(json) };
}

const value = (metrics, name, field) => (metrics[name] ? metrics[name].values[field] : undefined);

function series(metrics) {
  return Object.entries(metrics)
    .filter(([name]) => /^http_req_duration(\{(variant|scenario|name):.*)?$/.test(name))
    .map(([name, { values }]) => ({
      of: name === 'http_req_duration' ? 'all' : name.slice(18, -1),
      p50: values.med,
      p95: values['p(95)'],
      p99: values['p(99)'],
      max: values.max,
    }));
}

function thresholds(metrics) {
  return Object.entries(metrics)
    .filter(([name, metric]) => metric.thresholds && !name.startsWith('slowest{'))
    .flatMap(([name, metric]) =>
      Object.entries(metric.thresholds).map(([rule, { ok }]) => ({ rule: `${name} ${rule}`, ok })),
    );
}

function page(json) {
  const lines = [
    '',
    `requests    ${json.requests} in ${json.seconds.toFixed(1)} s, ${json.perSecond.toFixed(1)} per second`,
    `failed      ${(json.failed * 100).toFixed(2)} %`,
    `dropped     ${json.dropped} iterations`,
    ...json.latency.map(
      ({ of, p50, p95, p99, max }) =>
        `latency     p50 ${milliseconds(p50)}  p95 ${milliseconds(p95)}  p99 ${milliseconds(p99)}  max ${milliseconds(max)}  (${of})`,
    ),
    ...json.thresholds.map(({ rule, ok }) => `threshold   ${ok ? 'ok  ' : 'FAIL'}  ${rule}`),
    ...json.slowest.map(({ ms, link }) => `slow        ${milliseconds(ms)}  ${link}`),
  ];
  return lines.join('\n') + '\n';
}
