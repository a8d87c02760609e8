// Equality, order and membership, each true, false or (where two values cannot be compared) null.
import { FeelRange, toComparable } from 'feelin';
import { DAYS, kindOf, MOMENT, MONTHS } from './kinds.js';
import { months, seconds } from './spans.js';

const ORDERED = new Set(['number', 'string', 'date', 'time', MOMENT, DAYS, MONTHS]);
const sign = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Tell the nanoseconds of a moment below its millisecond, which feelin leaves out. */
export const fine = (moment) => (moment.unwrap().microsecond ?? 0) * 1000 + (moment.unwrap().nanosecond ?? 0);

/** Order two values: below zero, zero, above; null where they have no order. */
export function order(a, b) {
  const kind = kindOf(a);
  if (kind !== kindOf(b) || !ORDERED.has(kind)) return null;
  if (kind === 'number' || kind === 'string') return sign(a, b);
  if (kind === DAYS) return sign(seconds(a), seconds(b));
  if (kind === MONTHS) return sign(months(a), months(b));
  if (kind !== 'date' && (a.zone === null) !== (b.zone === null)) return null;
  return sign(toComparable(a), toComparable(b)) || sign(fine(a), fine(b));
}

/** Tell whether two values are equal (DMN 10.3.2.13, `=`). */
export function same(a, b) {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (left === 'null' || right === 'null') return left === right;
  if (left === 'list' && right !== 'list') return a.length === 1 ? same(a[0], b) : null;
  if (right === 'list' && left !== 'list') return b.length === 1 ? same(a, b[0]) : null;
  if (left !== right) return null;
  if (left === 'time' || left === MOMENT) return (order(a, b) ?? 1) === 0;
  if (ORDERED.has(left)) return order(a, b) === 0;
  if (left === 'boolean' || left === 'function') return a === b;
  if (left === 'list') return a.length === b.length && a.every((each, at) => same(each, b[at]) === true);
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]) === true);
}

const SIGNS = { '<': (o) => o < 0, '<=': (o) => o <= 0, '>': (o) => o > 0, '>=': (o) => o >= 0 };

/** Compare by one of FEEL's signs. */
export function compare(by, a, b) {
  if (by === '=') return same(a, b);
  if (by === '!=') return not(same(a, b));
  const found = order(a, b);
  return found === null ? null : SIGNS[by](found);
}

export const not = (truth) => (typeof truth === 'boolean' ? !truth : null);
export const any = (truths) => (truths.includes(true) ? true : truths.every((each) => each === false) ? false : null);
export const all = (truths) => not(any(truths.map(not)));

/** Make a range; null where its ends have no order. An end that is null is open. */
export function range(start, end, withStart, withEnd) {
  const one = start ?? end;
  if (one === null || one === undefined || !ORDERED.has(kindOf(one))) return null;
  if (start !== null && end !== null && order(start, end) === null) return null;
  return new FeelRange({ start, end, 'start included': withStart, 'end included': withEnd, valueType: kindOf(one) });
}

/** Tell whether a value lies in a range. */
export function within(value, span) {
  const above = span.start === null ? true : compare(span['start included'] ? '>=' : '>', value, span.start);
  const below = span.end === null ? true : compare(span['end included'] ? '<=' : '<', value, span.end);
  return all([above, below]);
}

/**
 * Tell whether a value passes what a cell or `in` names: a value, a range, a list of either. A cell may also
 * name the very list that is tested; `in` asks for a member.
 */
export function passes(value, test, member = false) {
  if (test instanceof FeelRange) return value instanceof FeelRange ? same(value, test) : value === null ? null : within(value, test);
  if (!Array.isArray(test)) return same(value, test) ?? false;
  if (!member && Array.isArray(value) && same(value, test) === true) return true;
  const found = test.map((each) => passes(value, each));
  return found.includes(true) ? true : found.includes(null) ? null : false;
}
