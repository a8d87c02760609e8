// Functions of lists (DMN 10.3.4.4), and sort (10.3.4.9).
import { OPERATIONS, tidy } from '../arithmetic.js';
import { all, any, order, same } from '../compare.js';
import { call, kindOf } from '../kinds.js';
import { define } from './define.js';

const NUMBERS = ['...list: number'];
const is = (a, b) => same(a, b) === true;
const place = (list, position) => (position < 0 ? list.length + Math.trunc(position) : Math.trunc(position) - 1);
const holds = (list, at) => at >= 0 && at < list.length;

define('list contains', ['list: list, element: any'], (list, element) => list.some((each) => is(each, element)));
define('count', ['list: list'], (list) => list.length);

const best = (wanted) => (list) => {
  const comparable = list.every((each) => order(each, list[0]) !== null);
  return comparable && list.length ? list.reduce((found, each) => (order(each, found) === wanted ? each : found)) : null;
};
define('min', ['...list: any'], best(-1));
define('max', ['...list: any'], best(1));

const total = (list) => (list.length ? list.reduce((sum, each) => OPERATIONS['+'](sum, each)) : null);
define('sum', ['...list: number|duration'], total);
define('product', NUMBERS, (list) => (list.length ? list.reduce((a, b) => tidy(a * b)) : null));
define('mean', NUMBERS, (list) => (list.length ? tidy(total(list) / list.length) : null));
define('median', NUMBERS, (list) => {
  const [sorted, half] = [[...list].sort((a, b) => a - b), Math.floor(list.length / 2)];
  return list.length === 0 ? null : list.length % 2 ? sorted[half] : tidy((sorted[half - 1] + sorted[half]) / 2);
});
define('stddev', NUMBERS, (list) => {
  const mean = total(list) / list.length;
  return list.length < 2 ? null : tidy(Math.sqrt(list.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (list.length - 1)));
});
define('mode', NUMBERS, (list) => {
  const often = new Map();
  for (const each of list) often.set(each, (often.get(each) ?? 0) + 1);
  const most = Math.max(...often.values());
  return [...often.keys()].filter((each) => often.get(each) === most).sort((a, b) => a - b);
});
define('all', ['...list: any'], (list) => all(list));
define('any', ['...list: any'], (list) => any(list));

define('sublist', ['list: list, start position: number, length?: number'], (list, start, length) => {
  const from = place(list, start);
  const count = length === undefined ? list.length - from : Math.trunc(length);
  return holds(list, from) && count >= 1 && from + count <= list.length ? list.slice(from, from + count) : null;
});
define('append', ['list: list, ...item: any'], (list, items) => [...list, ...items]);
define('concatenate', ['...list: list'], (lists) => lists.flat(1));
define('insert before', ['list: list, position: number, newItem: any'], (list, position, item) => {
  const at = place(list, position);
  return position !== 0 && at >= 0 && at <= list.length ? spliced(list, at, 0, item) : null;
});
define('remove', ['list: list, position: number'], (list, position) => {
  const at = place(list, position);
  return position !== 0 && holds(list, at) ? spliced(list, at, 1) : null;
});
define('list replace', ['list: list, position: number, newItem: any', 'list: list, match: function, newItem: any'], (list, where, item) => {
  if (typeof where === 'number') return Number.isInteger(where) && where !== 0 && holds(list, place(list, where)) ? spliced(list, place(list, where), 1, item) : null;
  const found = list.map((each) => call(where, [each, item]));
  return found.every((each) => typeof each === 'boolean') ? list.map((each, at) => (found[at] ? item : each)) : null;
});
define('reverse', ['list: list'], (list) => [...list].reverse());
define('index of', ['list: list, match: any'], (list, match) => list.flatMap((each, at) => (is(each, match) ? [at + 1] : [])));
define('union', ['...list: list'], (lists) => distinct(lists.flat(1)));
define('distinct values', ['list: list'], (list) => distinct(list));
define('duplicate values', ['list: list'], (list) => distinct(list.filter((each) => list.filter((other) => is(each, other)).length > 1)));
define('flatten', ['list: list'], (list) => list.flat(Infinity));
define('sort', ['list: list, precedes: function'], (list, precedes) => {
  const before = (a, b) => call(precedes, [a, b]) === true;
  return [...list].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
});

const spliced = (list, at, gone, ...added) => [...list.slice(0, at), ...added, ...list.slice(at + gone)];

const simple = (value) => ['number', 'string', 'boolean', 'null'].includes(kindOf(value));

function distinct(list) {
  const seen = new Set();
  const kept = [];
  for (const each of list) {
    if (simple(each) ? seen.has(each) : kept.some((other) => is(each, other))) continue;
    if (simple(each)) seen.add(each);
    kept.push(each);
  }
  return kept;
}
