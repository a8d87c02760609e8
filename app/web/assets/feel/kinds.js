// What a value is in FEEL, and whether it can stand where another kind is asked for.
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';

export const DAYS = 'days and time duration';
export const MONTHS = 'years and months duration';
export const MOMENT = 'date and time';
const MISFIT = Symbol('misfit');
export const fits = (value) => value !== MISFIT;

const CLASSES = [
  [FeelDate, 'date'],
  [FeelTime, 'time'],
  [FeelDateTime, MOMENT],
  [FeelRange, 'range'],
  [FeelFunction, 'function'],
];

/** Name the kind of a value as FEEL does. */
export function kindOf(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDuration) return value.yearsMonths ? MONTHS : DAYS;
  return CLASSES.find(([type]) => value instanceof type)?.[1] ?? 'context';
}

const isOf = (kind, asked) => kind === asked || (asked === 'duration' && (kind === DAYS || kind === MONTHS));

/**
 * Bring a value to one of the kinds asked for, as an implicit conversion may (DMN 10.3.2.9.4): one in a list
 * for the list and back, a date for its midnight. `fits` tells whether it could be done.
 */
export function bring(value, kinds, nullable = false) {
  if (value === null || value === undefined) return nullable ? null : MISFIT;
  if (kinds.includes('any')) return value;
  const kind = kindOf(value);
  if (kinds.some((asked) => isOf(kind, asked))) return value;
  if (kind === 'list' && value.length === 1) return bring(value[0], kinds, nullable);
  if (kinds.includes('list')) return [value];
  if (kind === 'date' && kinds.includes(MOMENT)) return midnight(value);
  return MISFIT;
}

export const midnight = (day) => new FeelDateTime(day.unwrap().toPlainDateTime(new Temporal.PlainTime()), 'UTC');

/** Call a FEEL function with values in order, or by name; what cannot be called so is null. */
export function call(target, given) {
  if (typeof target === 'function') return target.byName && !Array.isArray(given) ? target.byName(given) : target(...list(given));
  if (!(target instanceof FeelFunction)) return null;
  const names = target.parameterNames;
  if (Array.isArray(given)) return given.length === names.length ? target.fn(...given) : null;
  const known = Object.keys(given).every((name) => names.includes(name));
  return known && Object.keys(given).length === names.length ? target.fn(...names.map((name) => given[name])) : null;
}

const list = (given) => (Array.isArray(given) ? given : Object.values(given));
