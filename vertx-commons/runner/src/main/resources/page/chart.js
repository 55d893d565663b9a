import uPlot from './lib/uPlot.esm.js';
import {el} from './dom.js';
import {number, unit} from './format.js';
import {legend} from './legend.js';

const SPAN_MS = 120_000;
const EVERY = [120, 90, 60, 30, 0];
const HEIGHT = 190;
const DASHES = [[], [8, 4], [2, 3], [8, 3, 2, 3]];

/** Lines of the last two minutes, or areas that add up. */
export function chart({title, unit: unitName, kind, predictions}, marks) {
  const write = unit(unitName);
  const names = legend(title, write);
  const canvas = el('div', {class: 'canvas', role: 'img',
    'aria-label': `Chart: ${title}. The values are listed below it.`});
  const times = [];
  const series = new Map();
  const stacked = kind === 'stacked';
  let changed = false;
  let plot;

  function add(time, values) {
    times.push(time / 1000);
    const now = new Map(values);
    for (const name of now.keys()) {
      if (!series.has(name)) {
        series.set(name, Array(times.length - 1).fill(null));
        changed = true;
      }
    }
    series.forEach((past, name) => past.push(now.get(name) ?? null));
    while (times[0] < (time - SPAN_MS) / 1000) {
      times.shift();
      series.forEach(past => past.shift());
    }
    series.forEach((past, name) => {
      if (past.every(value => value === null)) {
        changed = series.delete(name);
      }
    });
  }

  function lines() {
    const style = getComputedStyle(canvas);
    const colors = style.getPropertyValue('--lines').trim().split(/\s+/);
    const measured = [...series.keys()].map((name, i) => ({
      name,
      color: colors[i % colors.length],
      dash: stacked ? [] : DASHES[Math.floor(i / colors.length) % DASHES.length],
      width: 2,
    }));
    const predicted = predictions.map(({name}, i) => ({
      name: `${name} (predicted)`,
      color: style.getPropertyValue('--muted'),
      dash: [4, 4 + 2 * i],
      width: 1.5,
    }));
    return [...measured, ...predicted];
  }

  function shown() {
    return [...[...series.values()], ...predictions.map(({value}) => times.map(() => value))];
  }

  function data() {
    if (!stacked) {
      return [times, ...shown()];
    }
    const sums = times.map(() => 0);
    const areas = [...series.values()].map(past => past.map((v, i) => (sums[i] += v ?? 0)));
    return [times, ...areas, ...shown().slice(series.size)];
  }

  function draw() {
    changed = false;
    plot?.destroy();
    const all = lines();
    names.names(all);
    plot = new uPlot(options(all), data(), canvas);
    showLast();
  }

  function showLast() {
    names.show(shown().map(past => past.at(-1)));
  }

  function options(all) {
    const style = getComputedStyle(canvas);
    const axis = {
      stroke: style.getPropertyValue('--muted'),
      font: '12px system-ui, sans-serif',
      grid: {stroke: style.getPropertyValue('--grid'), width: 1},
      ticks: {show: false},
    };
    return {
      width: canvas.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {sync: {key: 'lab'}, drag: {x: false, y: false}, points: {size: 6}},
      scales: {
        x: {range: () => [times.at(-1) - SPAN_MS / 1000, times.at(-1)]},
        y: {range: (u, low, high) => [Math.min(0, low ?? 0), (high || 1) * 1.1]},
      },
      axes: [
        {...axis, splits: () => EVERY.map(seconds => times.at(-1) - seconds), values: (u, splits) => splits.map(ago)},
        {...axis, size: 62, values: (u, splits) => splits.map(v => (v === null ? '' : write(v)))},
      ],
      series: [{}, ...all.map(line => ({
        label: line.name, stroke: line.color, width: line.width, dash: line.dash,
        points: {show: false}, spanGaps: false,
        fill: stacked && !line.name.endsWith('(predicted)') ? `${line.color}66` : undefined,
      }))],
      bands: stacked
        ? [...series.keys()].slice(1).map((name, i) => ({series: [i + 2, i + 1]}))
        : [],
      hooks: {
        draw: [u => drawMarks(u, style)],
        setCursor: [u => {
          const at = u.cursor.idx;
          names.show(shown().map(past => (at === null || at === undefined ? past.at(-1) : past[at])));
        }],
      },
    };
  }

  function ago(time) {
    const seconds = Math.round(times.at(-1) - time);
    return seconds === 0 ? 'now' : `−${number(seconds)} s`;
  }

  function drawMarks(u, style) {
    const {ctx, bbox} = u;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = style.getPropertyValue('--mark');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.font = `bold ${11 * devicePixelRatio}px system-ui, sans-serif`;
    for (const {time, number: count} of marks.all()) {
      const x = u.valToPos(time / 1000, 'x', true);
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.fillText(count, x + 3 * devicePixelRatio, bbox.top + 10 * devicePixelRatio);
      }
    }
    ctx.restore();
  }

  function update() {
    if (!canvas.clientWidth) {
      return;
    }
    if (changed || !plot) {
      draw();
    } else {
      plot.setData(data());
      showLast();
    }
  }

  new ResizeObserver(() => plot?.setSize({width: canvas.clientWidth, height: HEIGHT}))
    .observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot && draw());
  return {parts: [canvas, names.box], add, draw: update};
}
