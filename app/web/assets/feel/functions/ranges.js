// How points and ranges lie to each other (DMN 10.3.4.7); an open end lies before or after everything.
import { FeelRange } from 'feelin';
import { order, range } from '../compare.js';
import { readDate, readMoment, readTime } from '../moments.js';
import { readSpan } from '../spans.js';
import { define } from './define.js';

const isRange = (value) => value instanceof FeelRange;
const point = (value) => ({ start: value, end: value, 'start included': true, 'end included': true });

// A point is a range that starts and ends in itself. Ends are compared with their side: [5 starts before (5.
function bounds(value) {
  const span = isRange(value) ? value : point(value);
  return {
    start: { at: span.start, open: span.start === null ? -1 : 0, lean: span['start included'] ? 0 : 1 },
    end: { at: span.end, open: span.end === null ? 1 : 0, lean: span['end included'] ? 0 : -1 },
  };
}

// Where a lies to b: the place first, then the side on which an end that is not included leans.
function lies(a, b) {
  if (a.open || b.open) return a.open - b.open;
  const found = order(a.at, b.at);
  if (found === null) throw new TypeError('no order');
  return found || a.lean - b.lean;
}

function relation(name, ways, holds) {
  define(name, ways, (a, b) => {
    try {
      return holds(bounds(a), bounds(b), a, b);
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  });
}

const RANGES = ['range1: range, range2: range'];
const ANY = ['point1: any, point2: any', 'point: any, range: any', 'range: any, point: any', 'range1: any, range2: any'];
const INSIDE = ['point: any, range: range', 'range1: range, range2: range'];
const AROUND = ['range: range, point: any', 'range1: range, range2: range'];

const before = (a, b) => lies(a.end, b.start) < 0;
const meets = (a, b) => !a.end.lean && !b.start.lean && lies(a.end, b.start) === 0;
const overlaps = (a, b) => lies(a.end, b.start) >= 0 && lies(b.end, a.start) >= 0;
const overlapsBefore = (a, b) => lies(a.start, b.start) < 0 && lies(a.end, b.start) >= 0 && lies(a.end, b.end) <= 0;
const includes = (a, b) => lies(a.start, b.start) <= 0 && lies(a.end, b.end) >= 0;
const finishes = (a, b, inner) => lies(a.end, b.end) === 0 && (isRange(inner) ? lies(a.start, b.start) >= 0 : !b.end.lean);
const starts = (a, b, inner) => lies(a.start, b.start) === 0 && (isRange(inner) ? lies(a.end, b.end) <= 0 : !b.start.lean);

relation('before', ANY, before);
relation('after', ANY, (a, b) => before(b, a));
relation('meets', RANGES, meets);
relation('met by', RANGES, (a, b) => meets(b, a));
relation('overlaps', RANGES, overlaps);
relation('overlaps before', RANGES, overlapsBefore);
relation('overlaps after', RANGES, (a, b) => overlapsBefore(b, a));
relation('finishes', INSIDE, (a, b, inner) => finishes(a, b, inner));
relation('finished by', AROUND, (a, b, _outer, inner) => finishes(b, a, inner));
relation('includes', AROUND, includes);
relation('during', INSIDE, (a, b) => includes(b, a));
relation('starts', INSIDE, (a, b, inner) => starts(a, b, inner));
relation('started by', AROUND, (a, b, _outer, inner) => starts(b, a, inner));
relation('coincides', ANY, (a, b, left, right) => isRange(left) === isRange(right) && lies(a.start, b.start) === 0 && lies(a.end, b.end) === 0);

const RANGE = /^\s*([[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

define('range', ['from: string'], (from) => {
  const [whole, open, first, last, close] = RANGE.exec(from) ?? [];
  if (whole === undefined) return null;
  const [start, end] = [first, last].map(endpoint);
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  if ((start === null && open === '[') || (end === null && close === ']')) return null;
  const found = range(start, end, open === '[', close === ']');
  return found && (start === null || end === null || order(start, end) <= 0) ? found : null;
});

// Only what is written out may stand at an end: a number, a text, a moment or a duration.
function endpoint(text) {
  if (text === '') return null;
  if (/^-?(\d+(\.\d+)?|\.\d+)$/.test(text)) return Number(text);
  const [, quoted] = /^"([^"\\]*)"$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  const [, moment] = /^(?:@|(?:date|time|date and time|duration)\s*\(\s*)"([^"]*)"\s*\)?$/.exec(text) ?? [];
  return moment === undefined ? undefined : (readSpan(moment) ?? readTime(moment) ?? readDate(moment) ?? readMoment(moment) ?? undefined);
}
