import {controls} from './controls.js';
import {say} from './dom.js';
import {exercises} from './exercises.js';
import {experiment} from './experiment.js';
import {listen} from './live.js';
import {lives} from './lives.js';
import {load} from './load.js';
import {marks} from './marks.js';
import {panels} from './panels.js';
import {topology} from './topology.js';
import {traces} from './traces.js';

const byId = id => document.getElementById(id);
const changes = marks(byId('marks'));
const learning = {
  ...experiment(byId('experiment'), byId('to-experiment')),
  ...exercises(byId('exercises'), byId('to-exercises')),
  ...lives(byId('lives')),
};
const traced = traces(byId('traced'));
let parts;

function lab(outline) {
  const known = JSON.stringify(outline);
  if (parts?.known === known) {
    parts.controls.refresh();
    return;
  }
  say(byId('title'), outline.title);
  say(byId('question'), outline.question);
  traced.variants(outline.load.choices.slice(1));
  document.title = `${outline.title} · Distributed Lab`;
  parts = {
    known,
    last: 0,
    topology: topology(outline, byId('topology')),
    controls: controls(outline, byId('controls')),
    load: load(outline.load, {controls: byId('load'), charts: byId('loaded'), marks: changes}),
    panels: panels(outline.panels, {tiles: byId('tiles'), charts: byId('panels'), marks: changes}),
  };
}

function ticks(all) {
  const news = all.filter(tick => tick.time > parts.last);
  for (const tick of news) {
    changes.add(tick.time, tick.changes);
    parts.load.add(tick.time, tick);
    parts.panels.add(tick.time, tick.panels);
  }
  if (news.length > 0) {
    parts.last = news.at(-1).time;
    parts.topology.tick(news.at(-1));
    parts.load.draw();
    parts.panels.draw();
  }
  if (news.some(tick => tick.changes.length > 0)) {
    parts.controls.refresh();
  }
}

function state(now) {
  say(byId('status'), now);
  byId('status').dataset.state = now;
}

listen({state, lab, ticks, more: learning});
