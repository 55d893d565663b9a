// One hot key, or four. Watch the loads under way when the key expires, every five seconds.
//   k6 run labs/week-12-thundering-herd/loadtest/herd.js
//   SCENARIO=burst k6 run labs/week-12-thundering-herd/loadtest/herd.js
//   STRATEGY=lease DURATION=30s k6 run labs/week-12-thundering-herd/loadtest/herd.js
// SCENARIO: steady, burst, ramp, multi-key. The instances are asked in turn: INSTANCES is their number of ports from BASE_URL on.
import { check, sleep } from 'k6';
import http from 'k6/http';
import exec from 'k6/execution';
import { baseUrl, open, options as all, ramp, ready, scaled, summary } from '../../../loadtest/lib/lab.js';

const strategy = __ENV.STRATEGY ? `?strategy=${__ENV.STRATEGY}` : '';
const [, host, port] = baseUrl.match(/^(.*):(\d+)$/);
const instances = (__ENV.INSTANCES || '3') | 0;

export const options = all(
  {
    // 20 requests a second for two minutes.
    steady: open({ rate: 20, duration: '2m', p99: 3 }),
    // 5 a second, 50 a second, and back.
    burst: {
      executor: 'ramping-arrival-rate',
      startRate: 5,
      timeUnit: '1s',
      preAllocatedVUs: 150,
      maxVUs: 150,
      stages: scaled([5, 50, 50, 5, 5, 50, 50, 5].map((target, i) => ({ target, duration: i % 2 ? '12s' : '1s' }))),
    },
    // Up to 30 users who ask again as soon as they have an answer and have thought for 100 ms.
    ramp: ramp({
      stages: [
        { duration: '30s', target: 30 },
        { duration: '30s', target: 30 },
        { duration: '10s', target: 0 },
      ],
      exec: 'think',
    }),
    // Four keys, half of the traffic on one.
    'multi-key': open({ rate: 40, duration: '1m', p99: 3, exec: 'several' }),
  },
  { http_req_duration: ['p(95)<5000'] },
);

export const setup = ready;
export const handleSummary = summary;

function product(id) {
  const base = `${host}:${Number(port) + (exec.scenario.iterationInTest % instances)}`;
  const response = http.get(`${base}/product/${id}${strategy}`, { tags: { name: '/product/:id' } });
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'it says where it came from': (r) => r.status === 200 && r.json('cache_status').length > 0,
  });
}

export default function hot() {
  product('hot');
}

export function think() {
  hot();
  sleep(0.1);
}

export function several() {
  product(Math.random() < 0.5 ? 'hot' : ['p1', 'p2', 'p3'][Math.floor(Math.random() * 3)]);
}
