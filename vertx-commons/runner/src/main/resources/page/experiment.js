import {el, say} from './dom.js';
import {result} from './result.js';
import {send} from './send.js';

const ADDRESS = '/admin/experiment';
const ENDED = {done: 'Done.', cancelled: 'Cancelled. Everything is at its default.'};

/** Runs the lab's experiment and shows how it gets on; the page is told about it by events. */
export function experiment(place, link) {
  const quick = el('button', {type: 'button', id: 'experiment-quick'}, 'Run the quick experiment');
  const full = el('button', {type: 'button', id: 'experiment-full'}, 'Run the full experiment');
  const cancel = el('button', {type: 'button', id: 'experiment-cancel'}, 'Cancel');
  const problem = el('p', {id: 'experiment-problem', class: 'error', role: 'alert'});
  const short = el('p', {id: 'experiment-status', role: 'status'});
  const text = el('p', {id: 'experiment-progress-text'});
  const bar = el('progress', {id: 'experiment-progress', max: 1, value: 0,
    'aria-labelledby': 'experiment-progress-text'});
  const reset = el('p', {id: 'experiment-reset', class: 'note'});
  const phases = el('ol', {id: 'experiment-phases', tabindex: 0, 'aria-label': 'Phases performed'});
  const found = el('div', {id: 'experiment-result'});
  place.append(
    el('p', {class: 'note'}, 'It puts load and faults on this lab, from its defaults and back to them, '
      + 'measures, and judges the claims. The panels show it. ./lab prove does the same in a lab of its own.'),
    el('div', {class: 'buttons'}, quick, full, cancel), problem, short,
    el('div', {class: 'progress'}, text, bar), reset, phases, found);
  able(cancel, false);

  async function ask(button, method, body) {
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    const {problem: refused} = await send(method, ADDRESS, body);
    say(problem, refused ?? '');
  }

  quick.addEventListener('click', () => ask(quick, 'POST', {quick: true}));
  full.addEventListener('click', () => ask(full, 'POST', {quick: false}));
  cancel.addEventListener('click', () => ask(cancel, 'DELETE'));

  function show(now) {
    place.hidden = false;
    link.hidden = false;
    able(quick, !now.running);
    able(full, !now.running);
    able(cancel, now.running);
    const whole = overall(now);
    bar.value = whole;
    say(text, now.running ? words(now) : '');
    say(link, now.running ? `Experiment: ${Math.round(whole * 100)} %` : 'Experiment');
    say(short, now.running ? `Running ${run(now)}` : outcome(now.ended));
    say(reset, now.reset.length === 0 ? '' : `Put to default before it began: ${now.reset.join('; ')}.`);
    fill(phases, now.performed);
  }

  return {experiment: show, result: news => result(found, news)};
}

/** A button that is not for now stays where the focus is, and does nothing. */
function able(button, can) {
  button.setAttribute('aria-disabled', String(!can));
}

function outcome(ended) {
  return ended === '' ? '' : ENDED[ended] ?? `⚠ It could not be run: ${ended}`;
}

function run({quick, seed}) {
  return `the ${quick ? 'quick' : 'full'} experiment, seed ${seed}.`;
}

function words({doing, phase, number, of, length_ms: length, elapsed_ms: elapsed}) {
  if (!phase) {
    return `${doing} …`;
  }
  const time = length > 0 ? `, ${seconds(Math.min(elapsed, length))} of ${seconds(length)} s` : '';
  return `Phase ${number} of ${of}: ${phase}${time}`;
}

function overall({running, number, of, length_ms: length, elapsed_ms: elapsed}) {
  if (!running || of === 0) {
    return 0;
  }
  const here = length > 0 ? Math.min(1, elapsed / length) : 0;
  return Math.max(0, Math.min(1, (number - 1 + here) / of));
}

function seconds(millis) {
  return (millis / 1000).toFixed(0);
}

function fill(list, performed) {
  while (list.childElementCount > performed.length) {
    list.lastElementChild.remove();
  }
  for (const {phase, measures} of performed.slice(list.childElementCount)) {
    list.append(el('li', {}, el('b', {}, phase), measures ? ` ${measures}` : ''));
    list.scrollTop = list.scrollHeight;
  }
}
