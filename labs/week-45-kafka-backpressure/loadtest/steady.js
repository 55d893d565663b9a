// Five users, about 50 orders a second, for four minutes.
//   k6 run labs/week-45-kafka-backpressure/loadtest/steady.js
//   RATE=20 DURATION=10s k6 run labs/week-45-kafka-backpressure/loadtest/steady.js
import { check } from 'k6';
import { open, options as all, post, summary, warm } from '../../../loadtest/lib/lab.js';

export const options = all({ steady: open({ rate: 50, duration: '4m', p99: 0.1 }) });
export const setup = () => warm('/produce/batch?count=1', 'POST');
export const handleSummary = summary;

export default function order(run) {
  const response = post(run, '/produce', { product: 'laptop' });
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'the broker has it': (r) => r.status === 200 && Number.isInteger(r.json('offset')),
  });
}
