import {el, say} from './dom.js';
import {send} from './send.js';

/** Buttons that pause, end and start services and backends. */
export function lives(place) {
  let known = '';

  function show({lives: all}) {
    const now = JSON.stringify(all);
    if (now !== known) {
      known = now;
      place.replaceChildren(el('h2', {}, 'Pause, kill, restart'), ...all.map(one));
    }
  }

  return {lives: show};
}

function one({name, acts}) {
  const problem = el('p', {class: 'error', role: 'alert'});
  const buttons = acts.map(act => {
    const button = el('button', {type: 'button', 'aria-label': `${act} ${name}`}, act);
    button.addEventListener('click', async () => {
      const {problem: refused} = await send('POST', `/admin/lives/${encodeURIComponent(name)}`, {act});
      say(problem, refused ?? '');
    });
    return button;
  });
  return el('div', {class: 'life', role: 'group', 'aria-label': name}, el('span', {}, name),
    el('div', {class: 'buttons'}, ...buttons), problem);
}
