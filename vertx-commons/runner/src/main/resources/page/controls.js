import {el, say} from './dom.js';
import {field} from './field.js';
import {send} from './send.js';

const WIDE = matchMedia('(min-width: 641px)');

/** The lab's settings, and the faults of each of its services. */
export function controls({settings, services}, place) {
  const groups = settings.map(({of, service}) => group('knobs', `Settings of ${of}`, service));
  const faults = services.map(service => group('faults', `Faults of ${service}`, service));
  place.replaceChildren(...[...groups, ...faults].map(one => one.box));
  if (WIDE.matches && groups.length > 0) {
    groups[0].box.open = true;
  }
  const refresh = () => [...groups, ...faults].forEach(one => one.load());
  refresh();
  return {refresh};
}

function group(kind, title, service) {
  const address = `/admin/services/${encodeURIComponent(service)}/${kind}`;
  const changed = el('span', {class: 'changed'});
  const list = el('div', {class: 'fields'});
  const problem = el('p', {class: 'error', role: 'alert'});
  const reset = el('button', {type: 'button'}, 'All to their defaults');
  const box = el('details', {class: 'group'}, el('summary', {}, title, changed), problem, list, reset);
  let fields;

  async function change(name, value) {
    const {told, problem: refused} = await send('PUT', address, {[name]: value});
    if (told) {
      show(told);
    }
    return refused;
  }

  async function load(method = 'GET') {
    const {told, problem: failed} = await send(method, address);
    say(problem, failed ?? '');
    if (told) {
      show(told);
    }
  }

  function show({knobs, values}) {
    const names = knobs.map(knob => knob.name).join(' ');
    if (fields?.names !== names) {
      fields = {names, byName: new Map(knobs.map(knob => [knob.name, field(knob, change)]))};
      list.replaceChildren(...[...fields.byName.values()].map(one => one.box));
    }
    knobs.forEach(knob => fields.byName.get(knob.name).set(values[knob.name]));
    const others = knobs.filter(knob => values[knob.name] !== knob.default).length;
    say(changed, others === 0 ? '' : ` ${others} changed`);
  }

  reset.addEventListener('click', () => load('DELETE'));
  return {box, load: () => load()};
}
