import {el} from './dom.js';
import {clock} from './format.js';

const KEPT = 50;

/** What was done to the lab, numbered: a list, and lines for every chart. */
export function marks(list) {
  let all = [];
  let count = 0;

  function add(time, changes) {
    for (const {what, where} of changes) {
      count += 1;
      all.push({time, number: count});
      list.prepend(entry(time, where, what));
    }
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
    all = all.slice(-KEPT);
  }

  function entry(time, where, what) {
    return el('li', {value: count}, el('time', {}, clock(time)), ` ${where}: ${what}`);
  }

  return {add, all: () => all};
}
