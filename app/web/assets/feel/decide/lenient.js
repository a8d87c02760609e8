// Values that come from outside: JSON has no dates, and a form has only texts.
import { kindOf, MOMENT } from '../kinds.js';
import { dayOf, readDate, readMoment, readTime } from '../moments.js';
import { readSpan } from '../spans.js';
import { typeOf } from '../types.js';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const READERS = {
  number: (text) => (NUMBER.test(text) ? Number(text) : null),
  boolean: (text) => ({ true: true, false: false })[text] ?? null,
  date: (text) => readDate(text) ?? (readMoment(text) ? legalDay(readMoment(text)) : null),
  time: readTime,
  [MOMENT]: readMoment,
  'days and time duration': readSpan,
  'years and months duration': readSpan,
  duration: readSpan,
};

/** Read a text as the type that is asked for; what cannot be read stays what it is. */
export function lenient(value, name, types) {
  const type = typeof name === 'string' || !name ? typeOf(name, types) : name;
  if (type === null || value === null) return value;
  if (type.collection && Array.isArray(value)) return value.map((each) => lenient(each, type.element, types));
  if (type.collection) return lenient(value, type.element, types);
  if (type.components && kindOf(value) === 'context') return fields(value, type, types);
  if (type.base) return lenient(value, type.base, types);
  if (Array.isArray(value)) return value.map((each) => lenient(each, name, types));
  if (type.own === 'date' && kindOf(value) === MOMENT) return legalDay(value);
  return typeof value === 'string' ? (READERS[type.own]?.(value) ?? value) : value;
}

// A part that is not given is null.
function fields(value, type, types) {
  const made = { ...value };
  for (const { name, type: inner } of type.components) made[name] = lenient(value[name] ?? null, inner, types);
  return made;
}

// The day on Vietnam's walls.
function legalDay(moment) {
  return dayOf(moment.zone === null ? moment : vietnam(moment));
}

const vietnam = (moment) => readMoment(String(moment.unwrap().toZonedDateTime(moment.zone).withTimeZone('+07:00').toPlainDateTime()));
