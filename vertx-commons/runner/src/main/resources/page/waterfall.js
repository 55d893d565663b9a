import {el} from './dom.js';
import {after, clock, duration} from './format.js';
import {logs} from './logs.js';

const RETRIES = 5;
const RETRY_MS = 1000;

/**
 * One trace, or two beside each other on one scale of time; tells in words what is shown. A trace
 * whose first span has not ended yet is asked for again.
 */
export async function waterfalls(ids, place, again = RETRIES) {
  const wanted = () => place.dataset.of === ids.join();
  place.dataset.of = ids.join();
  const found = await Promise.all(ids.map(ask));
  if (wanted()) {
    const scale = Math.max(...found.map(trace => trace.duration_ms ?? 0), 0.001);
    place.replaceChildren(...found.map(trace => view(trace, scale)));
    place.classList.toggle('two', ids.length > 1);
    if (again > 0 && found.some(trace => trace.begun === false)) {
      setTimeout(() => wanted() && waterfalls(ids, place, again - 1), RETRY_MS);
    }
  }
  return found.map(trace => trace.problem ?? `${named(trace)}: ${failures(trace)}`).join('; ');
}

function named({service, name, variants}) {
  return `${service}: ${name}${variants.length > 0 ? ` (${variants.join(', ')})` : ''}`;
}

function failures({errors, span_count: count}) {
  return errors > 0 ? `✕ ${errors} of ${count} spans failed` : `✓ ${count} spans, none failed`;
}

async function ask(id) {
  try {
    const answer = await fetch(`/admin/traces/${encodeURIComponent(id)}`);
    const told = await answer.json();
    return answer.ok ? told : {problem: told.detail};
  } catch {
    return {problem: 'the lab does not answer'};
  }
}

function view(trace, scale) {
  if (trace.problem) {
    return el('article', {class: 'trace'}, el('p', {class: 'problem'}, `⚠ ${trace.problem}`));
  }
  const begin = Date.parse(trace.start);
  const title = named(trace);
  const head = el('p', {class: 'summary'},
    el('b', {}, duration(trace.duration_ms)), ', ',
    el('span', {class: trace.errors > 0 ? 'bad' : 'good'}, failures(trace)), `, ${clock(begin)}, `,
    el('a', {href: `/admin/traces/${trace.traceId}`}, trace.traceId));
  if (trace.jaeger) {
    head.append(', ', el('a', {href: trace.jaeger, rel: 'noreferrer', target: '_blank'},
      'the same in Jaeger, if it runs'));
  }
  const rows = nested(trace.spans).map(({span, depth}) => row(span, depth, trace.spans[0], scale));
  return el('article', {class: 'trace'}, el('h3', {}, title), head,
    trace.begun ? '' : el('p', {class: 'note'}, 'Its first span has not ended, or is not kept.'),
    axis(scale), el('ol', {class: 'spans', 'aria-label': `Spans of ${title}`}, ...rows),
    logs(trace.logs, trace.spans[0].start));
}

/** Every span after its parent, siblings by their start. */
function nested(spans) {
  const known = new Set(spans.map(span => span.spanId));
  const children = new Map();
  for (const span of spans) {
    const parent = known.has(span.parentSpanId) ? span.parentSpanId : null;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const walk = (parent, depth) =>
    (children.get(parent) ?? []).flatMap(span => [{span, depth}, ...walk(span.spanId, depth + 1)]);
  return walk(null, 0);
}

function axis(scale) {
  return el('div', {class: 'axis', 'aria-hidden': 'true'},
    ...[0, 0.5, 1].map(share => el('span', {}, duration(scale * share))));
}

function row(span, depth, first, scale) {
  const begin = after(span.start, first.start);
  const failed = span.status === 'ERROR';
  const bar = el('span', {class: failed ? 'bar bad' : 'bar'});
  bar.style.left = percent(begin / scale);
  bar.style.width = percent(span.duration_ms / scale);
  const name = el('span', {class: 'name'}, el('b', {}, span.service), ` ${span.name}`);
  name.style.paddingLeft = `${0.3 + Math.min(depth, 8) * 0.8}rem`;
  const track = el('span', {class: 'track', 'aria-hidden': 'true'}, bar,
    ...span.events.map(event => dot(after(event.time, first.start) / scale)));
  const button = el('button', {type: 'button', class: 'span', 'aria-expanded': 'false'}, name, track,
    el('span', {class: failed ? 'took bad' : 'took'},
      `${duration(span.duration_ms)}${failed ? ' ✕ failed' : ''}`));
  const item = el('li', {}, button);
  const events = span.events.map(event => el('li', {},
    `◆ +${duration(after(event.time, first.start))} ${event.name}${told(event)}`));
  const links = span.links.map(link => el('li', {}, '↗ linked to ',
    el('a', {href: `#trace=${link.traceId}`}, `trace ${link.traceId.slice(0, 8)}…`)));
  if (events.length + links.length > 0) {
    item.append(el('ul', {class: 'events'}, ...events, ...links));
  }
  button.addEventListener('click', () => unfold(button, item, span, begin));
  return item;
}

function dot(share) {
  const mark = el('span', {class: 'dot'});
  mark.style.left = percent(Math.min(1, share));
  return mark;
}

function unfold(button, item, span, begin) {
  const opened = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!opened));
  if (opened) {
    item.querySelector('.details').remove();
    return;
  }
  const facts = {
    began: `+${duration(begin)}`,
    took: duration(span.duration_ms),
    kind: span.kind.toLowerCase(),
    status: [span.status.toLowerCase(), span.status_description].filter(Boolean).join(': '),
    ...span.attributes,
    'span id': span.spanId,
  };
  const list = el('dl', {class: 'details'});
  for (const [name, value] of Object.entries(facts)) {
    list.append(el('dt', {}, name), el('dd', {}, String(value)));
  }
  button.after(list);
}

/** The attributes of an event in words; those of an exception are named after it. */
function told({name, attributes}) {
  const all = Object.entries(attributes)
    .filter(([key]) => key !== 'exception.stacktrace')
    .map(([key, value]) => `${key.replace(`${name}.`, '')} ${value}`);
  return all.length === 0 ? '' : `: ${all.join(', ')}`;
}

function percent(share) {
  return `${(100 * share).toFixed(3)}%`;
}
