// Five orders a second for two minutes: baskets of one to three of five products.
//   k6 run labs/week-29-saga-pattern/loadtest/saga-load.js
//   VARIANT=durable-lock RATE=20 DURATION=10s k6 run labs/week-29-saga-pattern/loadtest/saga-load.js
import { check } from 'k6';
import { Rate } from 'k6/metrics';
import { open, options as all, post, ready, summary } from '../../../loadtest/lib/lab.js';

const completed = new Rate('saga_completed');
const products = ['Laptop', 'Mouse', 'Keyboard', 'Monitor', 'Headset'];
const prices = [129900, 2500, 7900, 24900, 5900];

export const options = all({ steady: open({ rate: 5, duration: '2m', p99: 6 }) });
export const setup = ready;
export const handleSummary = summary;

const some = (n) => Math.floor(Math.random() * n);

function basket() {
  const first = some(products.length);
  return Array.from({ length: 1 + some(3) }, (_, i) => {
    const product = (first + i) % products.length;
    return { product_id: `p-${product + 1}`, name: products[product], quantity: 1 + some(3), price: prices[product] };
  });
}

export default function order(run) {
  const response = post(
    run,
    '/orders?wait=5000',
    { customer_id: `customer-${some(50)}`, items: basket() },
    { name: 'POST /orders' },
  );
  const ended = check(response, { 'the saga has ended': ({ status }) => status === 200 });
  completed.add(ended && response.json('state') === 'COMPLETED');
}
