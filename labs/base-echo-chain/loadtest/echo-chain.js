// The chain gateway -> service-a -> service-b under steady load.
//   k6 run labs/base-echo-chain/loadtest/echo-chain.js
//   SCENARIO=parity k6 run labs/base-echo-chain/loadtest/echo-chain.js
import { check, sleep } from 'k6';
import { closed, get, open, options as all, ramp, summary, warm } from '../../../loadtest/lib/lab.js';

export const options = all(
  {
    // 40 requests per second arrive whatever the chain does.
    steady: open({ rate: 40, duration: '30s' }),
    // 10 users with 100 ms of think time: the rate follows the latency.
    parity: closed({ users: 10, duration: '30s', exec: 'think' }),
    // The same, with users coming and going: 5, then 10, then none.
    ramp: ramp({
      stages: [
        { duration: '10s', target: 5 },
        { duration: '10s', target: 10 },
        { duration: '10s', target: 0 },
      ],
      exec: 'think',
    }),
  },
  { http_req_duration: ['p(95)<500'], http_req_failed: ['rate<0.1'] },
);

export const setup = () => warm('/api/process');
export const handleSummary = summary;

export default function request(run) {
  const response = get(run, '/api/process');
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'the gateway answers': (r) => r.status === 200 && r.json('service') === 'gateway',
    'the chain is in the answer': (r) => r.status === 200 && Boolean(r.json('chain.service')),
  });
}

export function think(run) {
  request(run);
  sleep(0.1);
}
