// Three budgets, five users each, a minute each: 600 ms is enough, 1500 ms is plenty, 200 ms is doomed.
//   k6 run labs/week-51-timeout-budgets/loadtest/budget-stress.js
//   SCENARIO=doomed DURATION=10s k6 run labs/week-51-timeout-budgets/loadtest/budget-stress.js
import http from 'k6/http';
import { check } from 'k6';
import exec from 'k6/execution';
import { closed, get, options as all, summary, warm } from '../../../loadtest/lib/lab.js';

const BUDGETS = { enough: 600, plenty: 1500, doomed: 200 };

export const options = all(
  Object.fromEntries(Object.keys(BUDGETS).map((name) => [name, closed({ users: 5, duration: '60s' })])),
  {
    'http_req_duration{scenario:enough}': ['p(95)<700'],
    'http_req_duration{scenario:plenty}': ['p(95)<1000'],
    'http_req_duration{scenario:doomed}': ['p(95)<300'],
  },
  'all',
);

export const setup = () => warm('/api/process?budget_ms=1500');
export const handleSummary = summary;

export default function request(run) {
  const scenario = exec.scenario.name;
  const response = get(run, `/api/process?budget_ms=${BUDGETS[scenario]}`, {
    name: '/api/process',
    responseCallback: http.expectedStatuses(200, 504),
  });
  check(response, {
    'doomed requests are told so, the others answered': ({ status }) =>
      scenario === 'doomed' ? status === 504 : status === 200 || (scenario === 'enough' && status === 504),
    'a 504 names the service that was late': (r) => r.status !== 504 || Boolean(r.json('service')),
  });
}
