import {controls} from './controls.js';
import {say} from './dom.js';
import {listen} from './live.js';
import {marks} from './marks.js';
import {panels} from './panels.js';
import {topology} from './topology.js';

const byId = id => document.getElementById(id);
const changes = marks(byId('marks'));
let parts;

function lab(outline) {
  const known = JSON.stringify(outline);
  if (parts?.known === known) {
    parts.controls.refresh();
    return;
  }
  say(byId('title'), outline.title);
  say(byId('question'), outline.question);
  document.title = `${outline.title} · Distributed Lab`;
  parts = {
    known,
    last: 0,
    topology: topology(outline, byId('topology')),
    controls: controls(outline, byId('controls')),
    panels: panels(outline.panels, {tiles: byId('tiles'), charts: byId('panels'), marks: changes}),
  };
}

function ticks(all) {
  const news = all.filter(tick => tick.time > parts.last);
  news.forEach(({time, changes: made, panels: values}) => {
    changes.add(time, made);
    parts.panels.add(time, values);
  });
  if (news.length > 0) {
    parts.last = news.at(-1).time;
    parts.topology.tick(news.at(-1));
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

listen({state, lab, ticks});
