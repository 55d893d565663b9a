// One customer, four acts: all is well, payment refuses everything, shipping refuses everything, all is well again.
// Checks the exact steps and compensations of every order.
//   k6 run labs/week-29-saga-pattern/loadtest/failure-scenarios.js
//   VARIANT=durable-lock k6 run labs/week-29-saga-pattern/loadtest/failure-scenarios.js
// PAYMENT_URL and SHIPPING_URL say where these are, when they are not on their usual ports.
import http from 'k6/http';
import { check } from 'k6';
import { options as all, post, ready, summary } from '../../../loadtest/lib/lab.js';

const payment = __ENV.PAYMENT_URL || 'http://localhost:8003';
const shipping = __ENV.SHIPPING_URL || 'http://localhost:8004';
const orders = Number(__ENV.ORDERS || 5);

export const options = all({
  acts: { executor: 'per-vu-iterations', vus: 1, iterations: 1, maxDuration: '2m' },
});
export const handleSummary = summary;

export function setup() {
  const run = ready();
  fail(0, 0);
  return run;
}

function fail(paymentRate, shippingRate) {
  for (const [url, rate] of [[payment, paymentRate], [shipping, shippingRate]]) {
    const response = http.post(`${url}/admin/fail-rate`, JSON.stringify({ rate }), {
      headers: { 'Content-Type': 'application/json' },
      tags: { name: 'fail-rate' },
    });
    check(response, { 'the rate is set': ({ status }) => status === 200 });
  }
}

const without = (names, other) => names.filter((name) => !other.includes(name)).join(' ');

function act(run, name, state, completed, compensations) {
  for (let i = 0; i < orders; i++) {
    const response = post(
      run,
      '/orders?wait=8000',
      { customer_id: 'customer-1', items: [{ product_id: 'p-1', name: 'Laptop', quantity: 1, price: 129900 }] },
      { name },
    );
    // The unlocked variants show the order as confirmed on the way, and take that back.
    check(response, {
      [`${name}: ${state}`]: (r) => r.status === 200 && r.json('state') === state,
      [`${name}: steps`]: (r) => without(r.json('completed_steps'), ['approve-order']) === completed,
      [`${name}: compensations`]: (r) => without(r.json('compensations'), ['cancel']) === compensations,
    });
  }
}

export default function acts(run) {
  act(run, 'healthy', 'COMPLETED', 'reserve charge ship commit-stock confirm-order', '');
  fail(1, 0);
  act(run, 'payment fails', 'COMPENSATED', 'reserve', 'release');
  fail(0, 1);
  act(run, 'shipping fails', 'COMPENSATED', 'reserve charge', 'refund release');
  fail(0, 0);
  act(run, 'recovered', 'COMPLETED', 'reserve charge ship commit-stock confirm-order', '');
}
