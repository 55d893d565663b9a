/** A number with three digits that matter, like 0.123, 12.3, 1230. */
export function number(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e6) {
    return `${digits(value / 1e6)} M`;
  }
  return size >= 1e4 ? `${digits(value / 1e3)} k` : digits(value);
}

function digits(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}

const UNITS = {
  seconds: value => (Math.abs(value) < 1 ? `${number(value * 1000)} ms` : `${number(value)} s`),
  share: value => `${number(value * 100)} %`,
  bytes: value => (value < 1024 ? `${number(value)} B` : `${number(value / 1048576)} MiB`),
  per_second: value => `${number(value)}/s`,
  requests_per_second: value => `${number(value)}/s`,
  up_down: value => (value >= 1 ? '✓ up' : '✕ down'),
};

/** How values of a panel's unit are written. */
export function unit(name) {
  const write = UNITS[name] ?? number;
  return value => (value === null || value === undefined ? '–' : write(value));
}

/** How long something took, from milliseconds. */
export function duration(ms) {
  return UNITS.seconds(ms / 1000);
}

/** The time of day in this browser's place, to the second. */
export function clock(millis) {
  return new Date(millis).toLocaleTimeString([], {hour12: false});
}

/** Milliseconds from one moment to another; the digits behind the third are dropped by Date. */
export function after(time, first) {
  return Date.parse(time) - Date.parse(first) + micros(time) - micros(first);
}

function micros(time) {
  const digits = /\.(\d+)Z$/.exec(time)?.[1] ?? '';
  return Number(`0.${digits.slice(3) || '0'}`);
}
