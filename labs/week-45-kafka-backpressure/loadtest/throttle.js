// 100 orders a second, of which a fast sink could do more: with a backlog the producer refuses, without one it takes all.
//   k6 run labs/week-45-kafka-backpressure/loadtest/throttle.js
import http from 'k6/http';
import { check } from 'k6';
import { baseUrl, open, options as all, post, summary, warm } from '../../../loadtest/lib/lab.js';

export const options = all({ throttled: open({ rate: 100, duration: '30s', p99: 0.2 }) });
export const handleSummary = summary;

const knobs = (values) =>
  http.put(`${baseUrl}/admin/knobs`, JSON.stringify(values), { headers: { 'Content-Type': 'application/json' } });

export function setup() {
  knobs({ response: 'throttle', processing_ms: 50 });
  return warm('/produce/batch?count=1', 'POST');
}

export const teardown = () => knobs({ response: 'none', processing_ms: 500 });

export default function order(run) {
  const response = post(run, '/produce', { product: 'laptop' }, { responseCallback: http.expectedStatuses(200, 429) });
  check(response, {
    'taken, or refused with a time to come back': (r) => r.status === 200 || (r.status === 429 && r.headers['Retry-After'] > 0),
  });
}
