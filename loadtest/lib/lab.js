// What every lab's load test shares. Valid for k6 1.4 and later, 2.x included; imports nothing from the network.
//
//   import { open, options as all, ready, get, summary } from '../../../loadtest/lib/lab.js';
//   export const options = all({ steady: open() });
//   export const setup = ready;
//   export default (run) => get(run, '/api/data');
//   export const handleSummary = summary;
//
// Environment: BASE_URL, RATE (requests per second), DURATION (of each scenario), SCENARIO (run this one, or all in turn),
// VARIANT (asked for in every request), JAEGER_URL (for the links in the summary), SUMMARY (file for the summary as JSON).
import http from 'k6/http';
import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import { traceparent, traceId } from './trace.js';
import { report } from './report.js';

export const baseUrl = __ENV.BASE_URL || 'http://localhost:8000';

/**
 * An open-model scenario: requests arrive at a constant rate whether or not earlier ones were answered, so a slow server
 * cannot slow its own load down. By Little's law rate x p99 requests are under way; half as many again are allowed, and
 * no more are added while the test runs, because a late start of a virtual user shows up as latency.
 */
export function open({ rate = 40, duration = '30s', p99 = 0.5, variant, ...rest } = {}) {
  const perSecond = Number(__ENV.RATE || rate);
  const users = Math.ceil(perSecond * p99 * 1.5);
  return {
    executor: 'constant-arrival-rate',
    rate: perSecond,
    timeUnit: '1s',
    duration: __ENV.DURATION || duration,
    preAllocatedVUs: users,
    maxVUs: users,
    ...tagged(variant),
    ...rest,
  };
}

/** A closed-model scenario: each user waits for its answer before it asks again. For labs that are about such loops. */
export function closed({ users = 10, duration = '30s', variant, ...rest } = {}) {
  return {
    executor: 'constant-vus',
    vus: users,
    duration: __ENV.DURATION || duration,
    gracefulStop: '5s',
    ...tagged(variant),
    ...rest,
  };
}

/** A closed-model scenario whose users come and go, by the stages of k6. */
export function ramp({ stages, ...rest }) {
  return { executor: 'ramping-vus', startVUs: 0, stages: scaled(stages), ...rest };
}

/** Stages that take DURATION together, where there is one: each keeps its share. */
export function scaled(stages) {
  const factor = __ENV.DURATION ? seconds(__ENV.DURATION) / total(stages) : 1;
  return stages.map(({ duration, target }) => ({ duration: `${seconds(duration) * factor}s`, target }));
}

const tagged = (variant) => (variant ? { tags: { variant }, env: { VARIANT: variant } } : {});

const UNITS = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Of a duration such as 1m30s. */
export const seconds = (text) =>
  [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce((sum, [, number, unit]) => sum + number * UNITS[unit], 0);

const total = (stages) => stages.reduce((sum, { duration }) => sum + seconds(duration), 0);

/**
 * The options of a test: its first scenario, or the one that SCENARIO names, or with SCENARIO=all every one in turn; those
 * that are there to be compared run in turn where nothing is said (`otherwise` is all). Thresholds of scenarios that do not
 * run are left out. A dropped iteration fails the test: then k6, not the lab, was too slow and the figures mean nothing.
 */
export function options(scenarios, thresholds = {}, otherwise = Object.keys(scenarios)[0]) {
  const run = chosen(scenarios, __ENV.SCENARIO || otherwise);
  const runs = ([name]) => !/\{scenario:/.test(name) || Object.keys(run).some((one) => name.includes(`{scenario:${one}}`));
  return {
    scenarios: run,
    thresholds: {
      dropped_iterations: ['count==0'],
      http_req_failed: ['rate<0.01'],
      checks: ['rate==1'],
      ...slots(),
      ...Object.fromEntries(Object.entries(thresholds).filter(runs)),
    },
    summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
  };
}

function chosen(scenarios, wanted) {
  if (wanted === 'all') return inTurn(scenarios);
  if (!(wanted in scenarios)) throw new Error(`SCENARIO=${wanted}: not one of ${Object.keys(scenarios).join(', ')}`);
  return { [wanted]: scenarios[wanted] };
}

/** One after the other, with time between them for what is still under way. */
function inTurn(scenarios) {
  const REST = 5;
  let at = 0;
  const placed = Object.entries(scenarios).map(([name, scenario]) => {
    const startTime = `${at}s`;
    at += REST + (scenario.stages ? total(scenario.stages) : seconds(scenario.duration || scenario.maxDuration));
    return [name, { ...scenario, startTime }];
  });
  return Object.fromEntries(placed);
}

/** setup(): stops the test unless the entry service is healthy; names the run for its trace ids. */
export function ready() {
  const response = http.get(`${baseUrl}/health`, { tags: { name: '/health' } });
  if (response.status !== 200) exec.test.abort(`${baseUrl}/health answered ${response.status || response.error}, not 200`);
  return { run: Math.floor(Math.random() * 2 ** 48) };
}

/** setup() as well: then asks for `path` 60 times, six at once, so that the test does not measure a JVM that just started. */
export function warm(path, method = 'GET') {
  const run = ready();
  for (let i = 0; i < 10; i++) http.batch(Array(6).fill([method, baseUrl + path, null, { tags: { name: 'warm-up' } }]));
  return run;
}

/** GET, POST and PUT of a path with a trace of its own. `name` is the route when the path has parameters. */
export const get = (run, path, params) => send(run, 'GET', path, null, params);
export const post = (run, path, body, params) => send(run, 'POST', path, body, params);
export const put = (run, path, body, params) => send(run, 'PUT', path, body, params);

// Trend values carry duration and request number in one double: the summary only sees maxima, and gets both from one.
// Requests are dealt into slots, so that the slowest is found for certain and the next two with high probability.
const SLOTS = 32;
const slowest = new Trend('slowest');
const slots = () => Object.fromEntries(Array.from({ length: SLOTS }, (_, i) => [`slowest{slot:${i}}`, ['max>=0']]));

let sent = 0;

function send({ run }, method, path, body, { name = path, headers = {}, ...params } = {}) {
  const number = (exec.vu.idInTest % 2 ** 14) * 2 ** 18 + (sent++ % 2 ** 18);
  const response = http.request(method, baseUrl + path, body && JSON.stringify(body), {
    ...params,
    headers: {
      traceparent: traceparent(run, number),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(__ENV.VARIANT ? { 'X-Lab-Variant': __ENV.VARIANT } : {}),
      ...headers,
    },
    tags: { name, ...params.tags },
  });
  const tenths = Math.min(Math.round(response.timings.duration * 10), 2 ** 20 - 1);
  slowest.add(tenths * 2 ** 32 + number, { slot: number % SLOTS });
  return response;
}

/** handleSummary(): one page of text on stdout, with links to the slowest traces; JSON to the file SUMMARY. */
export function summary(data) {
  const { run } = data.setup_data || {};
  const traces = Object.entries(data.metrics)
    .filter(([name]) => name.startsWith('slowest{'))
    .map(([, metric]) => metric.values.max)
    .filter((max) => run !== undefined && max > 0)
    .sort((a, b) => b - a)
    .slice(0, 3)
    .map((max) => ({ ms: Math.floor(max / 2 ** 32) / 10, id: traceId(run, max % 2 ** 32) }));
  const result = report(data, traces);
  return {
    stdout: result.text,
    ...(__ENV.SUMMARY ? { [__ENV.SUMMARY]: JSON.stringify(result.json, null, 2) } : {}),
  };
}
