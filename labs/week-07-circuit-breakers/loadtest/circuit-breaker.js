// Callers of the client, and what they were told: success, failed, rejected.
//   k6 run labs/week-07-circuit-breakers/loadtest/circuit-breaker.js
//   SCENARIO=open VARIANT=window k6 run labs/week-07-circuit-breakers/loadtest/circuit-breaker.js
// In the first, both links to the backends are cut for 5 s after half a minute; OUTAGE=0s leaves them whole.
// Break the backends yourself before or while it runs: POST /admin/failure, see the README of the lab.
import exec from 'k6/execution';
import http from 'k6/http';
import { check, sleep } from 'k6';
import { Counter } from 'k6/metrics';
import { baseUrl, get, open, options as all, summary, warm } from '../../../loadtest/lib/lab.js';

http.setResponseCallback(http.expectedStatuses(200, 502, 503, 504));

const load = all(
  {
    // Up to 5 users with 200 ms of think time: 30 s up, 2 min there, 30 s down.
    'circuit-breaker': {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: [
        { duration: '30s', target: 5 },
        { duration: __ENV.DURATION || '2m', target: 5 },
        { duration: '30s', target: 0 },
      ],
      exec: 'think',
    },
    // 100 requests per second arrive whatever becomes of them.
    open: open({ rate: 100, duration: '30s', p99: 0.6 }),
  },
  // Failures are what this lab is about, so they are none of the test.
  { http_req_failed: ['rate<0.01'], success: ['count>=0'], failed: ['count>=0'], rejected: ['count>=0'] },
);

const outage = Number.parseFloat(__ENV.OUTAGE || '5s');

const cut = { executor: 'shared-iterations', vus: 1, iterations: 1, startTime: '30s', exec: 'cutAndMend' };

export const options =
  outage > 0 && load.scenarios['circuit-breaker'] ? { ...load, scenarios: { ...load.scenarios, outage: cut } } : load;

const success = new Counter('success');
const failed = new Counter('failed');
const rejected = new Counter('rejected');

export const setup = () => warm('/api/data');
export const handleSummary = (data) => {
  const count = (name) => (data.metrics[name] ? data.metrics[name].values.count : 0);
  const total = count('success') + count('failed') + count('rejected');
  const share = (name) => `${name} ${count(name)} (${total ? ((100 * count(name)) / total).toFixed(1) : 0} %)`;
  const result = summary(data);
  return { ...result, stdout: `${result.stdout}\n${['success', 'failed', 'rejected'].map(share).join(', ')}\n` };
};

export default function request(run) {
  const response = get(run, '/api/data');
  const open = response.status === 503 && String(response.json('type')).endsWith('/circuit-open');
  (response.status === 200 ? success : open ? rejected : failed).add(1);
  check(response, {
    'answered 200 or 503': ({ status }) => status === 200 || status === 503,
    'a refusal says when to come back': (r) => !open || Number(r.headers['Retry-After']) >= 1,
  });
}

/** One in five also wants something else from the client. */
export function think(run) {
  request(run);
  if (exec.vu.iterationInScenario % 5 === 0) other(run);
  sleep(0.2);
}

function other(run) {
  check(get(run, '/api/other'), { 'other: answered': ({ status }) => [200, 502, 503, 504].includes(status) });
}

/** Both backends are out of reach for a while. */
export function cutAndMend() {
  links('cut');
  sleep(outage);
  links('pass');
}

function links(state) {
  const body = JSON.stringify({ 'link.backend-1': state, 'link.backend-2': state });
  const params = { headers: { 'Content-Type': 'application/json' }, tags: { name: '/admin/faults' } };
  check(http.put(`${baseUrl}/admin/faults`, body, params), { 'the links obey': ({ status }) => status === 200 });
}
