// Users coming and going, hedged or direct.
//   k6 run labs/week-52-speculative-execution/loadtest/basic.js
//   MODE=direct k6 run labs/week-52-speculative-execution/loadtest/basic.js
//   SCENARIO=steady RATE=100 k6 run labs/week-52-speculative-execution/loadtest/basic.js
import { check, sleep } from 'k6';
import { get, open, options as all, ramp, summary, warm } from '../../../loadtest/lib/lab.js';

const mode = __ENV.MODE || 'hedged';

export const options = all(
  {
    // Up to 10 users with 100 ms of think time: the rate follows the latency.
    ramp: ramp({
      stages: [
        { duration: '30s', target: 10 },
        { duration: '1m', target: 10 },
        { duration: '10s', target: 0 },
      ],
      exec: 'think',
    }),
    // 50 requests per second arrive whatever the lab does: the fair way to see a tail.
    steady: open({ rate: 50, duration: '1m' }),
  },
  { http_req_duration: ['p(95)<500'] },
);

export const setup = () => warm('/api/process');
export const handleSummary = summary;

export default function request(run) {
  const response = get(run, `/api/process?mode=${mode}`);
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'the mode is the one asked for': (r) => r.status === 200 && r.json('mode') === mode,
    'a backend has answered': (r) => r.status === 200 && r.json('result.backend').startsWith('backend-'),
  });
}

export function think(run) {
  request(run);
  sleep(0.1);
}
