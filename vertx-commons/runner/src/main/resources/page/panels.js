import {chart} from './chart.js';
import {el, say} from './dom.js';
import {unit} from './format.js';

const STILL = {add: () => {}, draw: () => {}};

/** The lab's panels in their order; each takes what every round has measured for it. */
export function panels(declared, {tiles, charts, marks}) {
  tiles.replaceChildren();
  charts.replaceChildren();
  const all = declared.map(panel => view(panel, {tiles, charts, marks}));
  return {
    add: (time, values) => all.forEach((panel, i) => panel.add(time, values[i])),
    draw: () => all.forEach(panel => panel.draw()),
  };
}

function view(panel, {tiles, charts, marks}) {
  if (panel.problem) {
    charts.append(still(panel, el('p', {class: 'problem'}, `⚠ ${panel.problem}`)));
    return STILL;
  }
  if (panel.kind === 'text') {
    charts.append(still(panel, el('p', {class: 'prose'}, panel.text)));
    return STILL;
  }
  if (panel.kind === 'stat') {
    return tile(panel, tiles);
  }
  const drawn = chart(panel, marks);
  charts.append(card(panel, ...drawn.parts));
  return drawn;
}

function card(panel, ...parts) {
  return el('article', {class: 'card'}, el('h3', {title: panel.title}, panel.title), ...parts);
}

function still(panel, part) {
  const plain = card(panel, part);
  plain.classList.add('still');
  return plain;
}

function tile(panel, tiles) {
  const write = unit(panel.unit);
  const list = el('ul');
  tiles.append(el('article', {class: 'tile'}, el('h3', {title: panel.title}, panel.title), list));

  let values = [];

  function draw() {
    while (list.childElementCount < Math.max(1, values.length)) {
      list.append(el('li'));
    }
    [...list.children].forEach((item, i) => {
      const [name, value] = values[i] ?? ['', null];
      const named = values.length > 1 && panel.unit !== 'up_down';
      say(item, (named ? `${name} ` : '') + write(value));
      item.dataset.bad = String(panel.unit === 'up_down' && value !== 1);
    });
  }

  return {add: (time, now) => (values = now), draw};
}
