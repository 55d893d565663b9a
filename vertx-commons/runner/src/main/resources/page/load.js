import {el, say} from './dom.js';
import {panels} from './panels.js';

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

  async function send() {
    const entered = number.value.trim();
    const body = {
      per_second: entered === '' || Number.isNaN(Number(entered)) ? entered : Number(entered),
      variants: [...new Set([first.value, second.value])].filter(one => one !== NONE),
    };
    const request = running ? {method: 'DELETE'}
      : {method: 'PUT', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)};
    try {
      const answer = await fetch(ADDRESS, request);
      const told = await answer.json();
      say(problem, answer.ok ? '' : told.detail);
      if (answer.ok) {
        show(told);
      }
    } catch {
      say(problem, 'the lab does not answer');
    }
  }

  function show(now) {
    running = now.per_second > 0;
    say(button, running ? 'Stop' : 'Start');
  }

  button.addEventListener('click', send);
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
