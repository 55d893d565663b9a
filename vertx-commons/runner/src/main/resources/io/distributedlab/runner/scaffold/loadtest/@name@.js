// The whole chain under steady load.
//   k6 run labs/@name@/loadtest/@name@.js
import { check } from 'k6';
import { get, open, options as all, summary, warm } from '../../../loadtest/lib/lab.js';

// 40 requests per second arrive, whatever the chain does.
export const options = all({ steady: open({ rate: 40, duration: '30s' }) });

export const setup = () => warm('/api/process');
export const handleSummary = summary;

export default function request(run) {
  const response = get(run, '/api/process');
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'every service is in the answer': (r) => r.status === 200 && r.json('hops').length === @count@,
  });
}
