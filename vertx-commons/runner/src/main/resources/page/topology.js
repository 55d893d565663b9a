import {say, svg} from './dom.js';
import {number} from './format.js';
import {curve, layout} from './layout.js';

const STATES = {up: '● up', silent: '‖ no answer', down: '✕ down'};
const NARROW = matchMedia('(max-width: 640px)');

/** The services and who calls whom, with rates; what fails is red, dashed, and marked with ✕. */
export function topology(outline, place) {
  let last;
  let view;

  function build() {
    view = drawing(outline, NARROW.matches);
    place.replaceChildren(view.root);
    if (last) {
      view.tick(last);
    }
  }

  NARROW.addEventListener('change', build);
  build();
  return {
    tick(news) {
      last = news;
      view.tick(news);
    },
  };
}

function drawing(outline, narrow) {
  const {places, width, height} = layout(outline, narrow);
  const edges = svg('g');
  const labels = svg('g');
  const nodes = new Map();
  const links = new Map();
  const root = svg('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-label': 'Services and the calls between them', class: 'topology'},
    arrows(), edges, labels);
  for (const [name, box] of places) {
    nodes.set(name, node(name, box, root));
  }
  for (const {name, kind, proxy} of outline.backends) {
    nodes.get(name).says(kind, '');
    if (proxy) {
      edges.append(svg('path', {class: 'edge via', d: curve(places.get(proxy), places.get(name)).path}));
    }
  }

  function link(from, to, rates) {
    const key = `${from} → ${to}`;
    if (!links.has(key) && places.has(from) && places.has(to)) {
      links.set(key, edge(curve(places.get(from), places.get(to)), edges, labels));
    }
    links.get(key)?.rates(rates);
  }

  function tick({nodes: told, edges: calls}) {
    links.forEach(one => one.rates({}));
    for (const [name, state] of Object.entries(told)) {
      nodes.get(name)?.state(state);
    }
    const entry = outline.services[0];
    const asked = told[entry]?.rates ?? {};
    if (Object.keys(asked).length > 0) {
      link('callers', entry, asked);
    }
    calls.forEach(({from, to, rates}) => link(from, to, rates));
    root.setAttribute('aria-label', spoken(told, calls));
  }

  return {root, tick};
}

/** The drawing in words, for those who do not see it. */
function spoken(nodes, calls) {
  const services = Object.entries(nodes).map(([name, {state, faults}]) =>
    [name, state, ...Object.entries(faults).map(([fault, value]) => `fault ${fault} ${value}`)].join(' '));
  const links = calls.map(({from, to, rates}) => {
    const all = Object.entries(rates).map(([outcome, rate]) => `${number(rate)} ${outcome}`);
    return `${from} calls ${to}, per second ${all.join(', ')}`;
  });
  return `Services and the calls between them: ${[...services, ...links].join('; ')}`;
}

function node(name, {x, y, width, height}, root) {
  const title = svg('title');
  const first = svg('text', {x: x + 10, y: y + 42, class: 'small'});
  const second = svg('text', {x: x + 10, y: y + 61, class: 'small fault'});
  const group = svg('g', {class: 'node'}, title,
    svg('rect', {x, y, width, height, rx: 8}),
    svg('text', {x: x + 10, y: y + 21, class: 'name'}, name), first, second);
  root.append(group);

  function says(one, two) {
    say(first, one);
    say(second, short(two));
    say(title, [name, one, two].filter(Boolean).join(', '));
  }

  function state({state: how, rates, inFlight, faults}) {
    group.dataset.state = how;
    const active = Object.entries(faults).map(([fault, value]) => `${fault} ${value}`);
    group.dataset.fault = String(active.length > 0);
    const busy = how === 'up' && inFlight > 0 ? `, ${number(inFlight)} in flight` : '';
    says(STATES[how] + busy, active.length > 0 ? `⚡ ${active.join(', ')}` : '');
  }

  return {says, state};
}

function edge({path, label}, edges, labels) {
  const line = svg('path', {d: path, class: 'edge'});
  const good = svg('text', {x: label.x, y: label.y, 'text-anchor': label.anchor, class: 'rate'});
  const bad = svg('text', {x: label.x, y: label.y + 15, 'text-anchor': label.anchor, class: 'rate bad'});
  edges.append(line);
  labels.append(good, bad);

  function rates({success = 0, rejected = 0, error = 0, timeout = 0, aborted = 0}) {
    const failing = error + timeout;
    const others = rejected + aborted;
    line.dataset.state = failing > 0.05 ? 'failing' : success + others > 0.05 ? 'busy' : 'idle';
    say(good, success > 0.05 ? `${number(success)}/s` : '');
    say(bad, [failing > 0.05 ? `✕ ${number(failing)}/s` : '', others > 0.05 ? `⊘ ${number(others)}/s` : '']
      .filter(Boolean).join(' '));
  }

  return {rates};
}

function arrows() {
  return svg('defs', {}, ...['idle', 'busy', 'failing'].map(state =>
    svg('marker', {id: `arrow-${state}`, viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 9,
      markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto', class: `arrow ${state}`},
    svg('path', {d: 'M0 0 8 4 0 8Z'}))));
}

function short(text) {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
