// 20 orders a second for two minutes, 100 batches of ten a second for 30 seconds, 5 a second for two minutes.
// Watch the lag and what the monitor recommends. DURATION is that of all three together.
//   k6 run labs/week-45-kafka-backpressure/loadtest/burst.js
//   DURATION=15s k6 run labs/week-45-kafka-backpressure/loadtest/burst.js
import http from 'k6/http';
import { check } from 'k6';
import { open, options as all, post, seconds, summary, warm } from '../../../loadtest/lib/lab.js';

const total = seconds(__ENV.DURATION || '270s');

// From and to are shares of the whole; k6 wants a second at least.
const stretch = (from, to, load) => ({
  ...open(load),
  startTime: `${Math.round(from * total * 1000)}ms`,
  duration: `${Math.max(1000, Math.round((to - from) * total * 1000))}ms`,
});

const scenarios = {
  quiet: stretch(0, 4 / 9, { rate: 20, p99: 0.2, exec: 'order' }),
  storm: stretch(4 / 9, 5 / 9, { rate: 100, p99: 1, exec: 'batch' }),
  calm: stretch(5 / 9, 1, { rate: 5, p99: 1, exec: 'order' }),
};

export const options = { ...all(scenarios), scenarios };
export const setup = () => warm('/produce/batch?count=1', 'POST');
export const handleSummary = summary;

// With the response throttle a refusal is what is shown.
const taken = { responseCallback: http.expectedStatuses(200, 429) };

export function order(run) {
  check(post(run, '/produce', { product: 'laptop' }, taken), {
    'taken or refused': ({ status }) => status === 200 || status === 429,
  });
}

export function batch(run) {
  const response = post(run, '/produce/batch?count=10', null, { ...taken, name: '/produce/batch' });
  check(response, { 'ten are accounted for': (r) => r.status === 200 && r.json('requested') === 10 });
}
