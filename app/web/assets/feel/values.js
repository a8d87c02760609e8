// Values cross to and from Python as JSON. Temporal ones travel as {"$feel": kind, "text": ISO}.
import { kindOf, MOMENT } from './kinds.js';
import { iso, readDate, readMoment, readTime } from './moments.js';
import { readSpan } from './spans.js';

const READERS = { date: readDate, time: readTime, 'date time': readMoment, duration: readSpan };

/** Turn what came as JSON into FEEL values, in place where it can. */
export function fromJson(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const read = Object.hasOwn(value, '$feel') ? READERS[value.$feel] : undefined;
  if (read) return read(value.text);
  for (const key of Object.keys(value)) value[key] = fromJson(value[key]);
  return value;
}

/** Turn a FEEL value into what JSON can hold; functions and ranges become null. */
export const toJson = (value) => written(value, (kind, text) => ({ $feel: kind, text }));

/** Turn a FEEL value into what a program outside reads: dates and durations as their ISO text. */
export const toPlain = (value) => written(value, (_kind, text) => text);

function written(value, temporal) {
  const kind = kindOf(value);
  if (kind === 'number') return Number.isFinite(value) ? value : null;
  if (kind === 'string' || kind === 'boolean') return value;
  if (kind === 'list') return value.map((each) => written(each, temporal));
  if (kind === 'context') return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, written(part, temporal)]));
  if (kind === 'date' || kind === 'time') return temporal(kind, iso(value));
  if (kind === MOMENT) return temporal('date time', iso(value));
  return kind.endsWith('duration') ? temporal('duration', String(value)) : null;
}
