// Functions that make dates, times and durations (DMN 10.3.4.1), and what a calendar says (10.3.4.8).
import { order, same } from '../compare.js';
import { kindOf, midnight, MOMENT } from '../kinds.js';
import { dateOf, dayOf, hourOf, readDate, readMoment, readTime, timeOf, together, zoneAt, zoned } from '../moments.js';
import { ofMonths, readSpan, seconds } from '../spans.js';
import { define } from './define.js';

const whole = (...numbers) => numbers.every((each) => Number.isInteger(each));
const ON = 'date: date|date and time';
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

define('date', ['from: string|date|date and time', 'year: number, month: number, day: number'], (from, month, day) => {
  if (month !== undefined) return whole(from, month, day) ? dateOf(from, month, day) : null;
  if (typeof from === 'string') return readDate(from);
  return kindOf(from) === 'date' ? from : dayOf(from);
});

const HOURS = 'hour: number, minute: number, second: number, offset?: days and time duration?';
define('time', ['from: string|time|date and time|date', HOURS], (from, minute, second, offset) => {
  if (minute !== undefined) return whole(from, minute) ? timeOf(from, minute, second, away(offset)) : null;
  if (typeof from === 'string') return readTime(from);
  const kind = kindOf(from);
  return kind === 'time' ? from : hourOf(kind === 'date' ? midnight(from) : from);
});

const away = (offset) => (offset === null || offset === undefined ? null : zoneAt(seconds(offset)));

const PARTS = 'year: number, month: number, day: number, hour: number, minute: number, second: number';
define(
  'date and time',
  ['from: string', 'date: date|date and time, time: time', 'date: date and time, timezone: string', `${PARTS}, offset?: days and time duration?`, `${PARTS}, timezone: string`],
  (...given) => {
    const [first, second] = given;
    if (typeof first === 'string') return readMoment(first);
    if (typeof second === 'string') return readMoment(`${zoned(first, null)}@${second}`);
    if (typeof first !== 'number') return together(first, second);
    return ofParts(...given);
  },
);

function ofParts(year, month, day, hour, minute, second, zone) {
  const [date, time] = [dateOf(year, month, day), timeOf(hour, minute, second, typeof zone === 'string' ? zone : away(zone))];
  return date && time && together(date, time);
}

define('duration', ['from: string|duration'], (from) => (typeof from === 'string' ? readSpan(from) : from));
define('years and months duration', ['from: date|date and time, to: date|date and time'], (from, to) => {
  const [start, end] = [from, to].map((each) => (kindOf(each) === MOMENT ? dayOf(each) : each).unwrap());
  return ofMonths(start.until(end, { largestUnit: 'month' }).months);
});
define('@', ['text: string'], (text) => readSpan(text) ?? readTime(text) ?? (text.includes('T') ? readMoment(text) : readDate(text)));

define('day of year', [ON], (date) => date.unwrap().dayOfYear);
define('day of week', [ON], (date) => WEEKDAYS[date.unwrap().dayOfWeek - 1]);
define('month of year', [ON], (date) => MONTHS[date.unwrap().month - 1]);
define('week of year', [ON], (date) => date.unwrap().weekOfYear);

define('is', ['value1: any, value2: any'], (a, b) => {
  if (kindOf(a) !== kindOf(b)) return false;
  if (kindOf(a) !== 'time' && kindOf(a) !== MOMENT) return same(a, b) === true;
  return order(a, b) === 0 && (a.zone === b.zone || same(offsetOf(a), offsetOf(b)) === true);
});

const offsetOf = (moment) => (moment.zone === null ? null : moment['time offset']);
