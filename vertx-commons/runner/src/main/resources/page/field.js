import {el, say} from './dom.js';
import {typed} from './send.js';

let count = 0;

/**
 * A control drawn from a declaration: its name, what it means, what is allowed. It never refuses by
 * itself: what was entered is sent, and the server's reason shown.
 */
export function field(declared, change) {
  const id = `field-${(count += 1)}`;
  const input = control(declared);
  const error = el('p', {id: `${id}-error`, class: 'error', role: 'alert'});
  const was = el('span', {class: 'changed'});
  const meaning = el('p', {id: `${id}-meaning`, class: 'meaning'},
    `${declared.meaning}; ${declared.allowed}; default ${declared.default}`);
  input.id = id;
  input.setAttribute('aria-describedby', `${id}-meaning ${id}-error`);
  const box = el('div', {class: 'field'}, el('label', {for: id}, declared.name, was), input, error, meaning);

  input.addEventListener('change', async () => {
    input.disabled = declared.type === 'flag';
    const problem = await change(declared.name, entered(declared, input));
    input.disabled = false;
    say(error, problem ?? '');
    input.setAttribute('aria-invalid', String(Boolean(problem)));
  });

  function set(value) {
    const kept = document.activeElement === input && input.dataset.of === String(value);
    const wrong = input.getAttribute('aria-invalid') === 'true';
    if (!kept && !wrong) {
      write(declared, input, value);
    }
    input.dataset.of = String(value);
    say(was, value === declared.default ? '' : ' changed');
  }

  return {box, set};
}

function control({type, values}) {
  switch (type) {
    case 'enum':
      return el('select', {}, ...values.map(value => el('option', {value}, value)));
    case 'flag':
      return el('input', {type: 'checkbox'});
    default:
      return el('input', {type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false'});
  }
}

function entered({type}, input) {
  if (type === 'flag') {
    return input.checked;
  }
  return type === 'enum' ? input.value : typed(input);
}

function write({type}, input, value) {
  if (type === 'flag') {
    input.checked = value;
  } else {
    input.value = String(value);
  }
}
