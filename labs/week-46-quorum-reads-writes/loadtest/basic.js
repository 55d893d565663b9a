// Users that write a fresh key and read it at once.
//   k6 run labs/week-46-quorum-reads-writes/loadtest/basic.js
//   SCENARIO=ramp k6 run labs/week-46-quorum-reads-writes/loadtest/basic.js
//   VARIANT=targeted k6 run labs/week-46-quorum-reads-writes/loadtest/basic.js
import { check } from 'k6';
import exec from 'k6/execution';
import { Rate } from 'k6/metrics';
import { closed, get, options as all, put, ramp, summary, warm } from '../../../loadtest/lib/lab.js';

const quorumNotMet = new Rate('quorum_not_met');
const readYourWrites = new Rate('read_your_writes');

export const options = all(
  {
    steady: closed({ users: 5, duration: '30s' }),
    ramp: ramp({
      startVUs: 1,
      stages: [
        { duration: '40s', target: 10 },
        { duration: '60s', target: 10 },
        { duration: '20s', target: 0 },
      ],
    }),
  },
  {
    http_req_duration: ['p(95)<2000'],
    http_req_failed: ['rate<0.10'],
    checks: ['rate>0.90'],
    quorum_not_met: ['rate<0.20'],
    read_your_writes: ['rate>0.95'],
  },
);

export const setup = () => warm('/checks/read-your-writes?iterations=1');
export const handleSummary = summary;

export default function writeThenRead(run) {
  const key = `k6-${exec.vu.idInTest}-${exec.vu.iterationInScenario}`;
  const write = put(run, `/kv/${key}`, { value: key }, { name: 'PUT /kv/:key' });
  quorumNotMet.add(write.status === 503);
  if (!check(write, { 'the write is acknowledged': ({ status }) => status === 200 })) return;

  const read = get(run, `/kv/${key}`, { name: 'GET /kv/:key' });
  quorumNotMet.add(read.status === 503);
  const answered = check(read, { 'the read is answered': ({ status }) => status === 200 || status === 404 });
  if (answered) readYourWrites.add(read.status === 200 && read.json('value') === key);
}
