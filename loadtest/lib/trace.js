// W3C Trace Context for requests that a test can name again: the trace id follows from the run and the request's number.

const hex = (value, digits) => value.toString(16).padStart(digits, '0');

/** Spreads consecutive numbers over 32 bits: samplers decide by the value of an id's lower half. */
const spread = (number) => Math.imul(number + 1, 0x9e3779b1) >>> 0;

/** 48 bits of the run, 16 zero bits, then the number, spread and plain. Never all zero, as the standard demands. */
export const traceId = (run, number) => hex(run, 12) + '0000' + hex(spread(number), 8) + hex(number, 8);

const random32 = () => Math.floor(Math.random() * 0xffffffff) + 1;

/** The header's value: version 00, a fresh parent span id, flag 01 for sampled. */
export const traceparent = (run, number) =>
  `00-${traceId(run, number)}-${hex(random32(), 8).slice(-8)}${hex(random32(), 8).slice(-8)}-01`;
