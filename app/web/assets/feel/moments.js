// Dates, times and instants: read strictly, put together, and moved by durations.
import { addDuration, FeelDate, FeelDateTime, FeelTime, toComparable } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { fine } from './compare.js';
import { kindOf, midnight, MOMENT, MONTHS } from './kinds.js';
import { ofSeconds, seconds } from './spans.js';

const DATE = /^(-?)([1-9]\d{3,8}|0\d{3})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z0-9_+\-/]+)?$/;
const DAY = 86400;

const attempt = (make) => {
  try {
    return make();
  } catch {
    return null;
  }
};

/** Make a date; null for a day that no calendar has. */
export const dateOf = (year, month, day) =>
  attempt(() => new FeelDate(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })));

export function readDate(text) {
  const [whole, minus, year, month, day] = DATE.exec(text) ?? [];
  return whole === undefined ? null : dateOf(Number(minus + year), Number(month), Number(day));
}

/** Make a time; its zone is null, UTC, a place or an offset like +07:00. */
export function timeOf(hour, minute, second, zone = null) {
  return attempt(() => {
    const whole = Math.floor(second);
    const parts = { hour, minute, second: whole, ...fraction(second - whole) };
    if (zone !== null && !knows(zone)) return null;
    return new FeelTime(Temporal.PlainTime.from(parts, { overflow: 'reject' }), zone);
  });
}

const fraction = (rest) => {
  const nanoseconds = Math.round(rest * 1e9);
  return { millisecond: Math.floor(nanoseconds / 1e6), microsecond: Math.floor(nanoseconds / 1e3) % 1e3, nanosecond: nanoseconds % 1e3 };
};

function knows(zone) {
  const [, hours, minutes, rest] = /^[+-](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(zone) ?? [];
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes) <= 18 * 60 && Number(minutes) < 60 && Number(rest ?? 0) < 60;
  return attempt(() => new Temporal.PlainDateTime(1970, 1, 1).toZonedDateTime(zone)) !== null;
}

export function readTime(text) {
  const [whole, hour, minute, second, part, suffix] = TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  return timeOf(Number(hour), Number(minute), Number(`${second}.${part ?? 0}`), zoneOf(suffix));
}

const zoneOf = (suffix) => (suffix === undefined ? null : /^(z|[+-]00:00(:00)?)$/i.test(suffix) ? 'UTC' : suffix.replace('@', ''));

/** Write an offset of seconds as a zone. */
export function zoneAt(offset) {
  const away = Math.abs(Math.trunc(offset));
  const two = (number) => String(number).padStart(2, '0');
  const rest = away % 60 ? `:${two(away % 60)}` : '';
  return offset === 0 ? 'UTC' : `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 3600))}:${two(Math.floor((away % 3600) / 60))}${rest}`;
}

export function readMoment(text) {
  const at = text.indexOf('T');
  const date = readDate(at < 0 ? text : text.slice(0, at));
  if (date === null) return null;
  const hour = at < 0 ? timeOf(0, 0, 0) : readTime(text.slice(at + 1));
  return hour && together(date, hour);
}

/** Put the day of a date or instant and a time together. */
export function together(date, time) {
  const day = kindOf(date) === MOMENT ? date.unwrap().toPlainDate() : date.unwrap();
  return new FeelDateTime(day.toPlainDateTime(time.unwrap()), time.zone);
}

export const dayOf = (moment) => new FeelDate(moment.unwrap().toPlainDate());
export const hourOf = (moment) => new FeelTime(moment.unwrap().toPlainTime(), moment.zone);
export const zoned = (moment, zone) => new FeelDateTime(moment.unwrap(), zone);

/** Move a date, time or instant by a duration; a date stays a date, on the day in which the hours end. */
export function moved(moment, span, by) {
  return attempt(() => {
    if (kindOf(span) === MONTHS) return kindOf(moment) === 'time' ? null : addDuration(moment, span, by);
    if (kindOf(moment) !== 'date') return addDuration(moment, span, by);
    return new FeelDate(moment.unwrap().add({ days: Math.floor((by * seconds(span)) / DAY) }));
  });
}

/** Tell the time between two dates, times or instants; null where one has a zone and the other none. */
export function between(a, b) {
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds.includes('time') && kinds[0] !== kinds[1]) return null;
  const [left, right] = [a, b].map((each) => (kindOf(each) === 'date' && kinds.includes(MOMENT) ? midnight(each) : each));
  if (kindOf(left) !== 'date' && (left.zone === null) !== (right.zone === null)) return null;
  return attempt(() => ofSeconds((toComparable(left) - toComparable(right)) / 1000 + (fine(left) - fine(right)) / 1e9));
}

/** Write a moment as FEEL does: a year of more than four digits without sign or zeros before it. */
export const iso = (moment) => String(moment).replace(/^([+-])0*(\d{4,}-)/, (_all, sign, year) => (sign === '-' ? sign : '') + year);
