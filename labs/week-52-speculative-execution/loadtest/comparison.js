// Ten requests per second hedged for two minutes, then as many direct. Compare p99 and attempts.
//   k6 run labs/week-52-speculative-execution/loadtest/comparison.js
//   DURATION=30s RATE=40 k6 run labs/week-52-speculative-execution/loadtest/comparison.js
import { check } from 'k6';
import { Rate } from 'k6/metrics';
import { get, open, options as all, summary, warm } from '../../../loadtest/lib/lab.js';

const hedgedShare = new Rate('hedged_requests');

export const options = all(
  {
    hedged: open({ rate: 10, duration: '2m', exec: 'hedged' }),
    direct: open({ rate: 10, duration: '2m', exec: 'direct' }),
  },
  {
    // Theory: p99 is 166 ms with a hedge at p95, for 5 % more load, and 300 ms without.
    'http_req_duration{scenario:hedged}': ['p(99)<270'],
    'http_req_duration{scenario:direct}': ['p(99)>0'],
    'hedged_requests{scenario:hedged}': ['rate<0.1'],
    'hedged_requests{scenario:direct}': ['rate==0'],
  },
  'all',
);

export const setup = () => warm('/api/process');
export const handleSummary = summary;

export const hedged = (run) => request(run, 'hedged');
export const direct = (run) => request(run, 'direct');

function request(run, mode) {
  const response = get(run, `/api/process?mode=${mode}`, { name: `/api/process ${mode}` });
  check(response, { 'status is 200': ({ status }) => status === 200 });
  hedgedShare.add(response.status === 200 && response.json('result.hedges') > 0);
}
