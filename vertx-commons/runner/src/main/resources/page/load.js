import {el, say} from './dom.js';
import {panels} from './panels.js';
import {send, typed} from './send.js';

const ADDRESS = '/admin/load';
const NONE = 'nothing';
const PANELS = [
  {title: 'Latency of this load', kind: 'timeseries', unit: 'seconds', predictions: []},
  {title: 'Failed share of this load', kind: 'timeseries', unit: 'share', predictions: []},
];

/** A button that sends requests to the lab, in one or two variants side by side. */
export function load({to, choices, per_second: rate}, {controls, charts, marks}) {
  const number = el('input', {id: 'load-rate', type: 'text', inputmode: 'numeric', value: rate.default,
    'aria-describedby': 'load-note load-problem'});
  const first = variants('load-first', choices);
  const second = variants('load-second', [NONE, ...choices]);
  const button = el('button', {type: 'button'}, 'Start');
  const problem = el('p', {id: 'load-problem', class: 'error', role: 'alert'});
  const drawn = panels(PANELS, {tiles: el('div'), charts, marks});
  let running = false;

  controls.replaceChildren(el('div', {class: 'load'},
    el('label', {for: 'load-rate'}, `Requests per second to ${to}`), number,
    el('label', {for: 'load-first'}, 'sent as'), first,
    el('label', {for: 'load-second'}, 'and the same again as'), second,
    button, problem,
    el('p', {id: 'load-note', class: 'note'},
      `${rate.allowed}. It ends when the last page is closed.`)));

  async function change() {
    const body = {
      per_second: typed(number),
      variants: [...new Set([first.value, second.value])].filter(one => one !== NONE),
    };
    const {told, problem: refused} = await (running ? send('DELETE', ADDRESS) : send('PUT', ADDRESS, body));
    say(problem, refused ?? '');
    if (told) {
      show(told);
    }
  }

  function show(now) {
    running = now.per_second > 0;
    say(button, running ? 'Stop' : 'Start');
  }

  button.addEventListener('click', change);
  return {
    add(time, {load: now, latencies, failures}) {
      show(now);
      drawn.add(time, [latencies, failures]);
    },
    draw: () => drawn.draw(),
  };
}

function variants(id, choices) {
  return el('select', {id}, ...choices.map(value => el('option', {value}, value)));
}
