import {el, say} from './dom.js';
import {clock, duration} from './format.js';
import {waterfalls} from './waterfall.js';

const PERIOD_MS = 1000;
const ROWS = 25;
const ALL = 'all variants';

/**
 * The traces that the runner keeps: a list that renews itself once a second while it is in sight,
 * and one trace, or two beside each other. Which ones the address of the page says, as #trace=ID and
 * #trace=ID&beside=ID.
 */
export function traces(place) {
  const status = choice('traces-status', ['all', 'failed']);
  const order = choice('traces-order', ['newest', 'slowest']);
  const variant = choice('traces-variant', [ALL]);
  const least = el('input', {id: 'traces-least', type: 'text', inputmode: 'decimal', value: '0',
    'aria-describedby': 'traces-problem'});
  const pause = el('button', {type: 'button', 'aria-pressed': 'false'}, 'Pause');
  const problem = el('p', {id: 'traces-problem', class: 'error', role: 'alert'});
  const state = el('p', {class: 'note'});
  const list = el('ol', {class: 'traces', 'aria-label': 'Traces'});
  const news = el('p', {class: 'news', role: 'status'});
  const opened = el('div', {class: 'opened'});
  let seen = false;
  let asked = 0;
  let answered = 0;

  place.replaceChildren(
    el('div', {class: 'filters'}, labelled('Show', status), labelled('Order', order),
      labelled('Variant', variant), labelled('At least, in ms', least), pause),
    problem, state, list, news, opened);

  function query() {
    const wanted = new URLSearchParams({spans: 'false', limit: ROWS, status: status.value,
      order: order.value, min_ms: least.value.trim() || '0'});
    if (variant.value !== ALL) {
      wanted.set('variant', variant.value);
    }
    return `/admin/traces?${wanted}`;
  }

  /** Nobody reaches for a row that is just then another. */
  function held() {
    return list.contains(document.activeElement) || list.matches(':hover');
  }

  async function renew() {
    const mine = (asked += 1);
    try {
      const answer = await fetch(query());
      const told = await answer.json();
      if (mine === asked) {
        least.setAttribute('aria-invalid', String(!answer.ok));
        say(problem, answer.ok ? '' : told.detail);
        if (answer.ok && !held()) {
          show(told);
        }
      }
    } catch {
      say(problem, 'the lab does not answer');
    }
    answered = Math.max(answered, mine);
  }

  function show(found) {
    list.replaceChildren(...found.map(row));
    marked();
    say(state, found.length === 0 ? 'No trace is like that.'
      : found.length < ROWS ? `${found.length} traces.` : `The first ${ROWS}.`);
  }

  function row(trace) {
    const failed = trace.errors > 0;
    const name = `${trace.service}: ${trace.name}`;
    const open = el('button', {type: 'button', class: 'open'},
      el('span', {class: 'name'}, trace.begun ? name : `… ${name}`),
      el('span', {class: 'took'}, duration(trace.duration_ms)),
      el('span', {class: failed ? 'how bad' : 'how'},
        failed ? `✕ ${trace.errors} of ${trace.span_count} failed` : `✓ ${trace.span_count} spans`),
      el('span', {class: 'variant'}, trace.variants.join(', ')),
      el('time', {}, clock(Date.parse(trace.start))));
    const beside = el('button', {type: 'button', class: 'beside',
      'aria-label': `Compare with ${name}, ${duration(trace.duration_ms)}`}, 'compare');
    open.addEventListener('click', () => address(trace.traceId));
    beside.addEventListener('click', () => address(addressed().trace, trace.traceId));
    return el('li', {'data-trace': trace.traceId}, open, beside);
  }

  /** Which are open, and that there is nothing to compare with as long as none is. */
  function marked() {
    const {trace, beside} = addressed();
    for (const item of list.children) {
      const [open, compare] = item.children;
      open.setAttribute('aria-current', String([trace, beside].includes(item.dataset.trace)));
      compare.disabled = !trace || trace === item.dataset.trace;
    }
  }

  async function opens() {
    const {trace, beside} = addressed();
    if (trace || location.hash === '') {
      marked();
      say(news, await waterfalls([trace, beside].filter(Boolean), opened));
      opened.scrollIntoView({block: 'nearest'});
    }
  }

  function look() {
    const paused = pause.getAttribute('aria-pressed') === 'true';
    if (paused || held()) {
      say(state, paused ? 'Paused.' : 'It stands still while the pointer or the focus is in it.');
    } else if (seen && !document.hidden && answered === asked) {
      renew();
    }
  }

  pause.addEventListener('click', () => {
    const paused = pause.getAttribute('aria-pressed') !== 'true';
    pause.setAttribute('aria-pressed', String(paused));
    look();
  });
  [status, order, variant, least].forEach(one => one.addEventListener('change', renew));
  new IntersectionObserver(entries => {
    seen = entries.at(-1).isIntersecting;
    look();
  }).observe(place);
  window.addEventListener('hashchange', opens);
  setInterval(look, PERIOD_MS);
  if (addressed().trace) {
    opens();
  }
  return {
    variants: names => variant.replaceChildren(...options([ALL, ...names])),
  };
}

/** The traces that the address of the page names. */
function addressed() {
  const named = new URLSearchParams(location.hash.slice(1));
  return {trace: named.get('trace'), beside: named.get('beside')};
}

function address(trace, beside) {
  location.hash = new URLSearchParams(beside ? {trace, beside} : {trace});
}

function choice(id, values) {
  return el('select', {id}, ...options(values));
}

function options(values) {
  return values.map(value => el('option', {value}, value));
}

function labelled(text, control) {
  return el('label', {for: control.id}, el('span', {}, text), control);
}
