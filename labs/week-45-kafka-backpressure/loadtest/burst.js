// 20 orders a second for two minutes, 100 batches of ten a second for 30 seconds, 5 a second for two minutes.
// Watch the lag and what the monitor recommends. SCALE shortens it: SCALE=0.05 is a twentieth of the time.
//   k6 run labs/week-45-kafka-backpressure/loadtest/burst.js
//   SCALE=0.05 k6 run labs/week-45-kafka-backpressure/loadtest/burst.js
import http from 'k6/http';
import { check } from 'k6';
import { open, options as all, post, ready, summary } from '../../../loadtest/lib/lab.js';

const scale = Number(__ENV.SCALE || 1);
const [quiet, storm, calm] = [120 * scale, 30 * scale, 120 * scale];

const scenarios = {
  quiet: open({ rate: 20, duration: `${quiet}s`, p99: 0.2, exec: 'order' }),
  storm: open({ rate: 100, duration: `${storm}s`, p99: 0.5, exec: 'batch', startTime: `${quiet}s` }),
  calm: open({ rate: 5, duration: `${calm}s`, p99: 1, exec: 'order', startTime: `${quiet + storm}s` }),
};

export const options = { ...all(scenarios), scenarios };
export const setup = ready;
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
