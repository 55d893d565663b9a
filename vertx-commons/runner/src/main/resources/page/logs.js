import {el} from './dom.js';
import {after, duration} from './format.js';

const FIXED = ['timestamp', 'level', 'service', 'message', 'trace_id', 'span_id'];

/** What was logged in a trace, in its order. */
export function logs(lines, begin) {
  const rows = lines.map(line => el('li', {'data-level': line.level},
    el('span', {class: 'at'}, `+${duration(Math.max(0, after(line.timestamp, begin)))}`),
    el('span', {class: 'level'}, line.level),
    el('span', {class: 'what'}, el('b', {}, line.service), ` ${line.message} `,
      el('span', {class: 'fields'}, fields(line)))));
  return el('div', {class: 'logs'}, el('h4', {}, 'Its log'),
    rows.length === 0 ? el('p', {class: 'note'}, 'Nothing was logged, or it is not kept any more.')
      : el('ol', {'aria-label': 'Log of this trace'}, ...rows));
}

function fields(line) {
  return Object.entries(line)
    .filter(([name]) => !FIXED.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
