import {el, say} from './dom.js';
import {send, typed} from './send.js';

const ADDRESS = '/admin/exercises';
const SIGNS = {HOLDS: '✓ ', BROKEN: '✕ ', INCONCLUSIVE: '? '};
const STATES = {solved: '✓ solved', tried: '✎ tried', open: '○ open'};
const WORDS = {HOLDS: 'Solved', BROKEN: 'Not yet', INCONCLUSIVE: 'The machine was too busy to tell'};
const BUTTONS = {numbers: 'Measure it', words: 'Compare', code: 'Check my code', running: 'Check the running lab'};

/** The exercises of the lab: what is solved, fields for an answer, hints one by one. */
export function exercises(place, link) {
  const summary = el('p', {id: 'exercises-summary', role: 'status'});
  const list = el('div', {id: 'exercises-list'});
  const problem = el('p', {id: 'exercises-problem', class: 'error', role: 'alert'});
  let all = [];
  place.append(summary, problem, list);

  function show({exercises: told, problem: unknown}) {
    place.hidden = false;
    link.hidden = false;
    say(problem, unknown ?? '');
    if (all.length !== told.length) {
      all = told.map(exercise);
      list.replaceChildren(...all.map(one => one.box));
    }
    told.forEach((one, index) => all[index].show(one));
    const solved = told.filter(one => one.solved).length;
    say(summary, `${solved} of ${told.length} solved`);
    say(link, `Exercises: ${solved} of ${told.length}`);
  }

  function check(now) {
    all.forEach(one => one.check(now));
  }

  return {exercises: show, check};
}

function exercise({number, kind, title, task, form, asked, file, answer}) {
  const id = `exercise-${number}`;
  const state = el('span', {class: 'state'});
  const fields = form === 'numbers' ? asked.map((question, index) => input(`${id}-${index}`, question))
    : form === 'words' ? [words(`${id}-0`)] : [];
  const button = el('button', {type: 'submit', id: `${id}-check`}, BUTTONS[form]);
  const cancel = el('button', {type: 'button', id: `${id}-cancel`, hidden: ''}, 'Cancel');
  const hint = el('button', {type: 'button', id: `${id}-hint`}, 'Hint');
  const problem = el('p', {id: `${id}-problem`, class: 'error', role: 'alert'});
  const status = el('p', {id: `${id}-status`, role: 'status'});
  const notes = el('pre', {id: `${id}-notes`, class: 'output', hidden: '', tabindex: 0, 'aria-label': 'How the check gets on'});
  const lines = el('pre', {id: `${id}-result`, class: 'output', hidden: '', tabindex: 0, 'aria-label': 'Result of the check'});
  const hints = el('ol', {id: `${id}-hints`});
  const model = el('p', {id: `${id}-model`, hidden: '', tabindex: -1});
  const sheet = el('form', {novalidate: ''}, ...fields.map(one => one.box),
    el('div', {class: 'buttons'}, button, cancel, hint));
  const box = el('details', {id, class: 'group exercise'},
    el('summary', {}, `${number}. ${title} `, el('span', {class: 'kind'}, kind), ' ', state),
    el('div', {class: 'inside'}, el('p', {class: 'task'}, task),
      ...(form === 'code' ? [el('p', {class: 'note'}, 'Your class: ', el('code', {}, file))] : []),
      sheet, problem, status, notes, lines, hints, model));
  prefill(fields, form, answer);

  function body() {
    return form === 'numbers' ? {numbers: fields.map(one => typed(one.input))}
      : form === 'words' ? {words: fields[0].input.value} : {};
  }

  async function ask(method, path, what) {
    const {problem: refused} = await send(method, `${ADDRESS}/${path}`, what);
    say(problem, refused ?? '');
  }

  sheet.addEventListener('submit', event => {
    event.preventDefault();
    ask('POST', `${number}/check`, body());
  });
  cancel.addEventListener('click', () => ask('DELETE', 'check'));
  hint.addEventListener('click', () => ask('POST', `${number}/hint`, {}));

  function show({solved, tries, hints: shown, of, model: answered}) {
    const how = solved ? 'solved' : tries > 0 ? 'tried' : 'open';
    state.dataset.state = how;
    say(state, STATES[how]);
    shown.slice(hints.childElementCount).forEach(text => hints.append(el('li', {}, text)));
    say(hint, shown.length < of ? `Hint ${shown.length + 1} of ${of}` : 'Show the model answer');
    model.hidden = !answered;
    say(model, answered ? `The model answer: ${answered}` : '');
    hide(hint, Boolean(answered), model);
  }

  function check(now) {
    const mine = now.exercise === number;
    hide(cancel, !(mine && now.running && form !== 'running'), button);
    if (!mine) {
      return;
    }
    say(status, now.running ? 'Checking …' : told(now, form));
    status.dataset.verdict = now.verdict ?? '';
    print(notes, now.running || now.verdict === null ? now.notes : []);
    print(lines, now.lines);
  }

  return {box, show, check};
}

function input(id, question) {
  const field = el('input', {id, type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false'});
  return {input: field, box: el('div', {class: 'answer'}, el('label', {for: id}, question), field)};
}

function words(id) {
  const field = el('textarea', {id, rows: 3});
  return {input: field, box: el('div', {class: 'answer'}, el('label', {for: id}, 'Your answer'), field)};
}

function prefill(fields, form, answer) {
  const values = form === 'numbers' ? answer.split(',') : [answer];
  fields.forEach((one, index) => {
    one.input.value = values[index] ?? '';
  });
}

function told({verdict, ended}, form) {
  if (verdict) {
    return SIGNS[verdict] + (form === 'words' ? 'Compared' : WORDS[verdict]);
  }
  return ended === 'done' ? '⚠ It could not be checked' : `⚠ ${ended}`;
}

/** Hides a button; the focus goes on to what comes instead of it. */
function hide(button, gone, next) {
  const left = gone && document.activeElement === button;
  button.hidden = gone;
  if (left) {
    next.focus();
  }
}

function print(place, all) {
  place.hidden = all.length === 0;
  say(place, all.join('\n'));
}
