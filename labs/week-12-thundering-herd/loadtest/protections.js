// The same rate at one hot key with one strategy after the other: TTL 2 s, loads of 300 ms, 50 requests a second.
// Loads per expiry and latency of each are on the dashboard; the summary has p95 and p99 by strategy, which is the scenario.
//   k6 run labs/week-12-thundering-herd/loadtest/protections.js
//   DURATION=10s RATE=100 k6 run labs/week-12-thundering-herd/loadtest/protections.js
import { check } from 'k6';
import http from 'k6/http';
import { baseUrl, get, open, options as all, ready, summary } from '../../../loadtest/lib/lab.js';

const strategies = ['naive', 'singleflight', 'lock', 'lease', 'owner', 'xfetch', 'xfetch-lease', 'swr'];

export const options = all(
  Object.fromEntries(
    strategies.map((strategy) => [strategy, open({ rate: 50, duration: '20s', p99: 2, env: { STRATEGY: strategy } })]),
  ),
  Object.fromEntries(strategies.map((strategy) => [`http_req_duration{scenario:${strategy}}`, ['p(99)<3000']])),
  'all',
);

const knobs = (body) =>
  http.request('PATCH', `${baseUrl}/admin/config`, JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json' },
    tags: { name: '/admin/config' },
  });

export function setup() {
  const run = ready();
  knobs({ ttl_ms: 2000, extra_ms: 300 });
  return run;
}

export const teardown = () => knobs({ ttl_ms: 5000, extra_ms: 500 });
export const handleSummary = summary;

export default function hot(run) {
  const response = get(run, `/product/hot?strategy=${__ENV.STRATEGY}`, { name: '/product/:id' });
  check(response, { 'status is 200': ({ status }) => status === 200 });
}
