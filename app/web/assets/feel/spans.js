// Durations: a length in months, or one in seconds; nothing in between (DMN 10.3.2.3.7).
import { FeelDuration } from 'feelin';
import { Temporal } from 'temporal-polyfill';

const MONTHS = /^(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/;
const SECONDS = /^(-)?P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export const seconds = (span) => span.unwrap().total({ unit: 'second' });
export const months = (span) => span.unwrap().years * 12 + span.unwrap().months;

/** Make a duration of whole months. */
export const ofMonths = (count) => made(() => ({ years: Math.trunc(count / 12), months: Math.trunc(count % 12) }), true);

/** Make a duration of seconds, down to the nanosecond. */
export const ofSeconds = (count) => made(() => ({ seconds: Math.trunc(count), nanoseconds: Math.round((count % 1) * 1e9) }), false);

function made(parts, yearsMonths) {
  try {
    return new FeelDuration(Temporal.Duration.from(parts()), yearsMonths);
  } catch {
    return null; // longer than anything that is counted here
  }
}

/** Read a duration as ISO 8601 writes it; null for what mixes months and days, or is none. */
export function readSpan(text) {
  const found = MONTHS.exec(text);
  if (found) return ofMonths((found[1] ? -1 : 1) * (Number(found[2] ?? 0) * 12 + Number(found[3] ?? 0)));
  const [whole, minus, days, hours, minutes, rest] = SECONDS.exec(text) ?? [];
  if (whole === undefined) return null;
  const length = Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
  return ofSeconds(minus ? -length : length);
}
