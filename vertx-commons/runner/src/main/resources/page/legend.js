import {el, say, svg} from './dom.js';

/**
 * The names of a chart's lines with the value of each. Its height never changes: what does not fit
 * scrolls.
 */
export function legend(title, write) {
  const list = el('ul');
  const box = el('div', {class: 'legend', tabindex: '0', role: 'group',
    'aria-label': `Values of ${title}`}, list);
  let values = [];

  function names(lines) {
    values = lines.map(() => el('b'));
    list.replaceChildren(...lines.map((line, i) => el('li', {}, sample(line), `${line.name} `, values[i])));
  }

  function show(numbers) {
    numbers.forEach((number, i) => say(values[i], write(number)));
  }

  return {box, names, show};
}

function sample({color, dash, width = 2}) {
  const line = svg('line', {x1: 0, y1: 5, x2: 22, y2: 5, stroke: color, 'stroke-width': width,
    'stroke-dasharray': dash.join(' ')});
  return svg('svg', {width: 22, height: 10, 'aria-hidden': 'true'}, line);
}
