// The chain with time enough: up to 10 users for two minutes, budget 1000 ms.
//   k6 run labs/week-51-timeout-budgets/loadtest/basic.js
//   SCENARIO=overload RATE=60 DURATION=30s k6 run labs/week-51-timeout-budgets/loadtest/basic.js
import http from 'k6/http';
import { check } from 'k6';
import { Counter } from 'k6/metrics';
import { get, open, options as all, ramp, summary, warm } from '../../../loadtest/lib/lab.js';

const path = '/api/process?budget_ms=1000';
const inTime = new Counter('in_time');

export const options = all(
  {
    ramp: ramp({
      stages: [
        { duration: '30s', target: 5 },
        { duration: '60s', target: 10 },
        { duration: '30s', target: 0 },
      ],
    }),
    // 1.5 times what service-c can do, whatever becomes of it. Compare variants with VARIANT=none, enforce, admit.
    overload: open({ rate: 60, duration: '30s', p99: 2, exec: 'overload' }),
  },
  { http_req_failed: ['rate<0.05'] },
);

export const setup = () => warm(path);

export function handleSummary(data) {
  const result = summary(data);
  const goodput = data.metrics.in_time;
  if (goodput) result.stdout += `in time     ${goodput.values.count} requests: the goodput\n`;
  return result;
}

export default function request(run) {
  const response = get(run, path, { name: '/api/process' });
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'all four services are in the answer': (r) =>
      r.status === 200 && r.json('downstream.downstream.downstream.service') === 'service-c',
  });
}

/** The client leaves at its deadline; refusals and lateness are what is shown, so they are no failures. */
export function overload(run) {
  const response = get(run, path, {
    name: '/api/process',
    timeout: '1s',
    responseCallback: http.expectedStatuses(0, 200, 502, 504),
  });
  if (response.status === 200) inTime.add(1);
  check(response, { 'in time, refused or late': ({ status }) => [0, 200, 502, 504].includes(status) });
}
