// Service-c is slow (+800 ms) and clients have 500 ms: first with budgets, then with fixed timeouts, 30 s each.
//   k6 run labs/week-51-timeout-budgets/loadtest/compare-modes.js
//   SERVICE_C_URL=http://localhost:8003 is where service-c is told to be slow, and to be well again afterwards.
import http from 'k6/http';
import { check } from 'k6';
import exec from 'k6/execution';
import { closed, get, options as all, summary, warm } from '../../../loadtest/lib/lab.js';

const serviceC = __ENV.SERVICE_C_URL || 'http://localhost:8003';
const VARIANTS = { budget: 'enforce', fixed: 'fixed' };

export const options = all(
  {
    budget: closed({ users: 5, duration: '30s' }),
    fixed: closed({ users: 5, duration: '30s' }),
  },
  // With a budget the caller hears at its deadline; with fixed timeouts it would wait until the work is done.
  {
    'http_req_duration{scenario:budget}': ['p(95)<600'],
    'http_req_duration{scenario:fixed}': ['p(95)>1000'],
  },
  'all',
);

export function setup() {
  const run = warm('/api/process?budget_ms=1500');
  slow(true);
  return run;
}

export const teardown = () => slow(false);
export const handleSummary = summary;

export default function request(run) {
  const scenario = exec.scenario.name;
  const response = get(run, '/api/process?budget_ms=500', {
    name: '/api/process',
    headers: { 'X-Lab-Variant': VARIANTS[scenario] },
    responseCallback: http.expectedStatuses(200, 504),
  });
  check(response, {
    'budget: 504 at the deadline': (r) => scenario !== 'budget' || r.status === 504,
    'fixed: 200, too late': (r) => scenario !== 'fixed' || (r.status === 200 && r.json('budget_exhausted')),
  });
}

function slow(enabled) {
  const response = http.post(`${serviceC}/admin/slow-mode`, JSON.stringify({ enabled, ms: 800 }), {
    headers: { 'Content-Type': 'application/json' },
    tags: { name: '/admin/slow-mode' },
  });
  if (response.status !== 200) exec.test.abort(`${serviceC}/admin/slow-mode answered ${response.status}`);
}
