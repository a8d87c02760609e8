// Values cross to and from Python as JSON. Temporal ones travel as {"$feel": kind, "text": ISO}.
import { date, duration, evaluate } from '@bpmn-io/feelin';

const MAKERS = {
  date: (text) => date(text),
  'date time': (text) => date(text),
  time: (text) => evaluate(`time(${JSON.stringify(text)})`).value,
  duration: (text) => duration(text),
};

/** Turn what came as JSON into FEEL values, in place where it can. */
export function fromJson(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const make = Object.hasOwn(value, '$feel') ? MAKERS[value.$feel] : undefined;
  if (make) return make(value.text);
  for (const key of Object.keys(value)) value[key] = fromJson(value[key]);
  return value;
}

/** Turn a FEEL value into what JSON can hold; functions and ranges become null. */
export function toJson(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object') return typeof value === 'function' ? null : value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value.isLuxonDateTime) return temporal(value);
  if (value.isLuxonDuration) return { $feel: 'duration', text: value.toISO() };
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]));
}

// FEEL has no types of its own for these: a time is a moment of 1 January 1900, a date is midnight UTC.
function temporal(moment) {
  if (!moment.isValid) return null;
  if (moment.year === 1900 && moment.month === 1 && moment.day === 1) {
    return { $feel: 'time', text: moment.toISOTime({ suppressMilliseconds: true }) };
  }
  const midnight = moment.hour + moment.minute + moment.second + moment.millisecond === 0;
  if (midnight && moment.zoneName === 'UTC') return { $feel: 'date', text: moment.toISODate() };
  return { $feel: 'date time', text: moment.toISO() };
}
