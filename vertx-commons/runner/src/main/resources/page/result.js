import {el} from './dom.js';

const SIGNS = {HOLDS: '✓ holds', BROKEN: '✕ broken', INCONCLUSIVE: '? inconclusive'};

/** What the last run found: the verdict, what was predicted and measured, the claims. */
export function result(place, news) {
  if (!news.verdict) {
    place.replaceChildren();
    return;
  }
  place.replaceChildren(
    el('h3', {}, 'Last result'),
    verdict(news),
    el('p', {}, link('/admin/experiment/report', 'The report with its plots'), ' · ',
      link('/admin/experiment/run', 'run.json')),
    el('h3', {}, 'Claims'),
    el('ul', {id: 'experiment-claims', class: 'claims'}, ...news.claims.map(claim),
      ...news.skipped.map(name => el('li', {}, `– skipped ${name}: still to be written`))),
    ...(news.left_to_full_run.length === 0 ? []
      : [el('p', {class: 'note'}, `Left to the full run: ${news.left_to_full_run.join('; ')}`)]),
    el('h3', {id: 'experiment-measures-title'}, 'Predicted and measured'),
    el('div', {class: 'wide', tabindex: 0, role: 'region', 'aria-labelledby': 'experiment-measures-title'},
      table(news.measures)));
}

function verdict({verdict: all, hold, broken, inconclusive, quick, seed, took_ms: took}) {
  return el('p', {id: 'experiment-verdict', 'data-verdict': all},
    el('strong', {class: 'verdict', 'data-verdict': all}, SIGNS[all]),
    ` ${hold} claims hold, ${broken} broken, ${inconclusive} inconclusive. `
    + `${quick ? 'Quick' : 'Full'} run, ${(took / 1000).toFixed(1)} s, seed ${seed}.`);
}

function claim({name, verdict: one, relation, readings, why, evidence}) {
  return el('li', {'data-verdict': one},
    el('p', {class: 'name'}, el('strong', {class: 'verdict', 'data-verdict': one}, SIGNS[one]), ` ${name}`),
    el('p', {class: 'sides'}, `${relation}: ${readings}`),
    ...(why ? [el('p', {class: 'note'}, why)] : []),
    ...(evidence.length === 0 ? [] : [el('p', {class: 'note'}, 'Shown by ', ...shown(evidence))]));
}

/** Traces of requests that show a claim; those that are kept no more are only named. */
function shown(evidence) {
  return evidence.flatMap(({phase, trace_id: id, took, kept}, index) => [
    index === 0 ? '' : ' and ',
    kept ? el('a', {href: `#trace=${encodeURIComponent(id)}`}, `trace ${id.slice(0, 8)}`)
      : `trace ${id.slice(0, 8)} (kept no more)`,
    ` (${phase}, ${took})`]);
}

function table(measures) {
  const columns = ['', 'predicted', 'measured', 'difference'];
  return el('table', {id: 'experiment-measures'},
    el('thead', {}, el('tr', {}, ...columns.map(name => el('th', {scope: 'col'}, name || 'measure')))),
    el('tbody', {}, ...measures.map(({name, predicted, measured, difference}) => el('tr', {},
      el('th', {scope: 'row'}, name),
      ...[predicted, measured, difference].map(text => el('td', {}, text))))));
}

function link(href, text) {
  return el('a', {href, target: '_blank', rel: 'noopener'}, text);
}
