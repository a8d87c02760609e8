// + - * / ** over numbers, texts, moments and durations (DMN 10.3.2.13, tables 50 to 55).
//
// FEEL counts in decimals; a double keeps fifteen digits of one. Rounding every result to them gives the
// decimal that was meant: 0.1 + 0.2 is 0.3, and whole amounts are exact up to nine quadrillion.
import { DAYS, kindOf, MOMENT, MONTHS } from './kinds.js';
import { between, moved } from './moments.js';
import { months, ofMonths, ofSeconds, seconds } from './spans.js';

const INSTANTS = new Set(['date', 'time', MOMENT]);
const SPANS = new Set([DAYS, MONTHS]);

/** Give the decimal that a double stands for; null for what is no number. */
export function tidy(number) {
  if (Number.isSafeInteger(number)) return number;
  return Number.isFinite(number) ? Number(number.toPrecision(15)) : null;
}

const length = (span) => (kindOf(span) === MONTHS ? months(span) : seconds(span));
const span = (kind, count) => (Number.isFinite(count) ? (kind === MONTHS ? ofMonths(count) : ofSeconds(count)) : null);

function add(a, b) {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'number' && right === 'number') return tidy(a + b);
  if (left === 'string' && right === 'string') return a + b;
  if (INSTANTS.has(left) && SPANS.has(right)) return moved(a, b, 1);
  if (SPANS.has(left) && INSTANTS.has(right)) return moved(b, a, 1);
  return SPANS.has(left) && left === right ? span(left, length(a) + length(b)) : null;
}

function subtract(a, b) {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'number' && right === 'number') return tidy(a - b);
  if (INSTANTS.has(left) && SPANS.has(right)) return moved(a, b, -1);
  if (INSTANTS.has(left) && INSTANTS.has(right)) return between(a, b);
  return SPANS.has(left) && left === right ? span(left, length(a) - length(b)) : null;
}

function multiply(a, b) {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'number' && right === 'number') return tidy(a * b);
  if (left === 'number' && SPANS.has(right)) return span(right, a * length(b));
  return SPANS.has(left) && right === 'number' ? span(left, length(a) * b) : null;
}

function divide(a, b) {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'number' && right === 'number') return tidy(a / b);
  if (SPANS.has(left) && right === 'number') return span(left, length(a) / b);
  return SPANS.has(left) && left === right ? tidy(length(a) / length(b)) : null;
}

const power = (a, b) => (kindOf(a) === 'number' && kindOf(b) === 'number' ? tidy(a ** b) : null);

export const OPERATIONS = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power, '^': power };

/** Turn a number or a duration round. */
export const negated = (value) => (kindOf(value) === 'number' ? -value : SPANS.has(kindOf(value)) ? span(kindOf(value), -length(value)) : null);
